/* -ffast-math would turn the trees below into chains; instructions by name stay as they are. */
#define FMA(a, b, c) ((VEC)OP(fmadd)((RAW)(a), (RAW)(b), (RAW)(c)))
#define LINE(slope, start) FMA(r, NAME(set)(slope), NAME(set)(start))

/* exp, tanh and sigmoid for one width of vector; included once for each width. The coefficients are Chebyshev fits on [-ln 2 / 2, ln 2 / 2]. */
INLINE VEC NAME(set)(T x)
{
    return (VEC)OP(set1)(x);
}

INLINE VEC NAME(exponential)(VEC x)
{
#ifdef DOUBLE
    x = (VEC)OP(min)(OP(max)((RAW)x, OP(set1)(-708.0)), OP(set1)(709.0));
    VEC n = (VEC)OP(round)(OP(mul)((RAW)x, OP(set1)(1.4426950408889634)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    VEC r = (VEC)OP(fnmadd)((RAW)n, OP(set1)(6.93147180369123816490e-01), (RAW)x);
    r = (VEC)OP(fnmadd)((RAW)n, OP(set1)(1.90821492927058770002e-10), (RAW)r);
    VEC r2 = r * r, r4 = r2 * r2;
    VEC p = FMA(r2, LINE(0.1666666666666668082, 0.5000000000000018404), LINE(1.0, 1.0));
    VEC q = FMA(r2, LINE(0.0001984126989007640283, 0.001388888895235286287), LINE(0.008333333333319589616, 0.04166666666648795252));
    VEC s = FMA(r2, LINE(2.511004920481865979e-8, 2.763265472252779189e-7), LINE(2.75572408872298686e-6, 0.00002480148544156131297));
    return SCALE(FMA(r4, FMA(r4, s, q), p), n);
#else
    x = (VEC)OP(min)(OP(max)((RAW)x, OP(set1)(-87.0f)), OP(set1)(88.0f));
    VEC n = (VEC)OP(round)(OP(mul)((RAW)x, OP(set1)(1.44269504f)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    VEC r = (VEC)OP(fnmadd)((RAW)n, OP(set1)(0.693145752f), (RAW)x);
    r = (VEC)OP(fnmadd)((RAW)n, OP(set1)(1.42860677e-6f), (RAW)r);
    VEC r2 = r * r;
    VEC p = FMA(r2, LINE(0.1666641541404117843f, 0.500000004714605742f), LINE(1.0f, 1.0f));
    VEC q = FMA(r2, NAME(set)(0.001394111889583700082f), LINE(0.008375134774624325173f, 0.04166635277111221126f));
    return SCALE(FMA(r2 * r2, q, p), n);
#endif
}

INLINE VEC NAME(hyperbolic)(VEC x)
{
#ifdef DOUBLE
    return 1 - 2 / (1 + NAME(exponential)(x + x));
#else
    /* A rational fit on [-9, 9] by iterated least squares, relative error 2e-8. */
    x = (VEC)OP(min)(OP(max)((RAW)x, OP(set1)(-9.0f)), OP(set1)(9.0f));
    VEC r = x * x, r2 = r * r;
    VEC p = FMA(r2, FMA(r2, NAME(set)(1.33543402e-8f), LINE(2.060882855e-5f, 0.003495571699f)), LINE(0.1338101144f, 0.9999999794f));
    VEC q = FMA(r2, FMA(r2, NAME(set)(7.776420412e-7f), LINE(0.0003285608675f, 0.02587691859f)), LINE(0.46714327f, 1.0f));
    return x * p / q;
#endif
}

INLINE VEC NAME(sigmoid)(VEC x)
{
#ifdef DOUBLE
    return 1 / (1 + NAME(exponential)(-x));
#else
    return 0.5f + 0.5f * NAME(hyperbolic)(0.5f * x);
#endif
}

#undef FMA
#undef LINE
