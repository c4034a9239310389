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
    VEC p = 1 + r + r2 * (0.5000000000000018404 + r * 0.1666666666666668082);
    VEC q = (0.04166666666648795252 + r * 0.008333333333319589616) + r2 * (0.001388888895235286287 + r * 0.0001984126989007640283);
    VEC s = (0.00002480148544156131297 + r * 2.75572408872298686e-6) + r2 * (2.763265472252779189e-7 + r * 2.511004920481865979e-8);
    return SCALE(p + r4 * (q + r4 * s), n);
#else
    x = (VEC)OP(min)(OP(max)((RAW)x, OP(set1)(-87.0f)), OP(set1)(88.0f));
    VEC n = (VEC)OP(round)(OP(mul)((RAW)x, OP(set1)(1.44269504f)), _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
    VEC r = (VEC)OP(fnmadd)((RAW)n, OP(set1)(0.693145752f), (RAW)x);
    r = (VEC)OP(fnmadd)((RAW)n, OP(set1)(1.42860677e-6f), (RAW)r);
    VEC r2 = r * r;
    VEC p = (1 + r) + r2 * (0.500000004714605742f + r * 0.1666641541404117843f);
    VEC q = (0.04166635277111221126f + r * 0.008375134774624325173f) + r2 * 0.001394111889583700082f;
    return SCALE(p + (r2 * r2) * q, n);
#endif
}

INLINE VEC NAME(hyperbolic)(VEC x)
{
#ifdef DOUBLE
    return 1 - 2 / (1 + NAME(exponential)(x + x));
#else
    /* A rational fit on [-9, 9] by iterated least squares, relative error 2e-8. */
    x = (VEC)OP(min)(OP(max)((RAW)x, OP(set1)(-9.0f)), OP(set1)(9.0f));
    VEC u = x * x, u2 = u * u;
    VEC p = (0.9999999794f + u * 0.1338101144f) + u2 * ((0.003495571699f + u * 2.060882855e-5f) + u2 * 1.33543402e-8f);
    VEC q = (1 + u * 0.46714327f) + u2 * ((0.02587691859f + u * 0.0003285608675f) + u2 * 7.776420412e-7f);
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
