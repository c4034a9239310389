/* The article's network, 2-2-1 with sigmoids, as C for this one shape: every weight a local, one exp after another.
   -DDOUBLE for double precision; -DTABLE for an exp by table instead of a polynomial. Parameters in NetGen's flat order. */
#include "vectors.h"

#ifdef TABLE
/* 2^(k/256) from the table times a short Taylor polynomial. Beyond the range of the numbers, which a branch finds out that is never taken in practice,
   the caller's quotient is 0 or 1 all the same. */
#ifdef DOUBLE
typedef uint64_t Word;
enum { FRACTION = 52 };
#define LIMIT 700
#define LN2_HIGH 6.93147180369123816490e-01
#define LN2_LOW 1.90821492927058770002e-10
#define POLYNOMIAL(r) (r + r * r * (0.5 + r * (1.0 / 6) + r * r * (1.0 / 24)))
#else
typedef uint32_t Word;
enum { FRACTION = 23 };
#define LIMIT 87
#define LN2_HIGH 0.693145752f
#define LN2_LOW 1.42860677e-6f
#define POLYNOMIAL(r) (r + r * r * 0.5f)
#endif

static Word powers[256];

__attribute__((constructor)) static void fill(void)
{
    for (int i = 0; i < 256; i++)
    {
        T power = (T)pow(2, i / 256.0);
        memcpy(&powers[i], &power, sizeof power);
    }
}

INLINE T table_exp(T x)
{
    if (__builtin_expect(!(x < LIMIT && x > -LIMIT), 0)) return x > 0 ? (T)(sizeof(T) == 8 ? 1e300 : 1e37) : 0;
#ifdef DOUBLE
    T k = __builtin_rint(x * 369.329930467574632);
    T r = __builtin_fma(-k, LN2_LOW / 256, __builtin_fma(-k, LN2_HIGH / 256, x));
#else
    T k = __builtin_rintf(x * 369.329930467574632f);
    T r = __builtin_fmaf(-k, LN2_LOW / 256, __builtin_fmaf(-k, LN2_HIGH / 256, x));
#endif
    int whole = (int)k;
    Word bits = powers[whole & 255] + ((Word)(whole >> 8) << FRACTION);
    T power;
    memcpy(&power, &bits, sizeof power);
    return power + power * POLYNOMIAL(r);
}

INLINE T scalar_sigmoid(T x)
{
    return 1 / (1 + table_exp(-x));
}

#define BOTH(z1, z2, h1, h2) T h1 = scalar_sigmoid(z1), h2 = scalar_sigmoid(z2)
#else
INLINE T scalar_sigmoid(T x)
{
    Half v = { x };
    return half_sigmoid(v)[0];
}

/* The two hidden neurons share a vector. */
#ifdef PAIR
#define BOTH(z1, z2, h1, h2) Half pair = { z1, z2 }; pair = half_sigmoid(pair); T h1 = pair[0], h2 = pair[1]
#else
#define BOTH(z1, z2, h1, h2) T h1 = scalar_sigmoid(z1), h2 = scalar_sigmoid(z2)
#endif
#endif

static const T people[4][2] = { { -2, -1 }, { 25, 6 }, { 17, 4 }, { -15, -6 } };
static const T genders[4] = { 1, 0, 0, 1 };

APART void train(T *p, long epochs)
{
    const T rate = (T)0.1;
    T w11 = p[0], w21 = p[1], w12 = p[2], w22 = p[3], b1 = p[4], b2 = p[5], v1 = p[6], v2 = p[7], c = p[8];
    for (long epoch = 0; epoch < epochs; epoch++)
    {
        UNROLL for (int i = 0; i < 4; i++)
        {
            const T x1 = people[i][0], x2 = people[i][1];
            BOTH(w11 * x1 + w12 * x2 + b1, w21 * x1 + w22 * x2 + b2, h1, h2);
            T y = scalar_sigmoid(v1 * h1 + v2 * h2 + c);
            T d = (2 * rate) * (y - genders[i]) * (y * (1 - y));
            T d1 = d * v1 * (h1 * (1 - h1)), d2 = d * v2 * (h2 * (1 - h2));
            w11 -= d1 * x1, w12 -= d1 * x2, b1 -= d1;
            w21 -= d2 * x1, w22 -= d2 * x2, b2 -= d2;
            v1 -= d * h1, v2 -= d * h2, c -= d;
        }
    }

    p[0] = w11, p[1] = w21, p[2] = w12, p[3] = w22, p[4] = b1, p[5] = b2, p[6] = v1, p[7] = v2, p[8] = c;
}

void article_train(T *parameters, const T *start, long epochs, long repeats)
{
    for (long i = 0; i < repeats; i++)
    {
        memcpy(parameters, start, 9 * sizeof(T));
        train(parameters, epochs);
    }
}

APART void row(const T *p, const T *x, T *y)
{
    BOTH(p[0] * x[0] + p[2] * x[1] + p[4], p[1] * x[0] + p[3] * x[1] + p[5], h1, h2);
    y[0] = scalar_sigmoid(p[6] * h1 + p[7] * h2 + p[8]);
}

void *row_open(const T *parameters)
{
    T *p = storage(9);
    memcpy(p, parameters, 9 * sizeof(T));
    return p;
}

void row_independent(void *state, const T *x, T *y, long iterations)
{
    for (long i = 0; i < iterations; i++)
    {
        row(state, x + (i & 63) * 2, y);
        __asm__ volatile("" ::: "memory");
    }
}

void row_dependent(void *state, const T *inputs, T *y, long iterations)
{
    T x[2] = { inputs[0], inputs[1] };
    for (long i = 0; i < iterations; i++)
    {
        row(state, x, y);
        T back = y[0];
        __asm__ volatile("" : "+x"(back));
        x[0] = inputs[0] + back * (T)1e-30;
        __asm__ volatile("" ::: "memory");
    }
}
