/* What both programs share: the number type, vectors of 16 and 32 bytes, and exp, tanh and sigmoid on them. */
#ifndef VECTORS_H
#define VECTORS_H
#include <immintrin.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>

#define INLINE static inline __attribute__((always_inline))
#define APART static __attribute__((noinline))
#define UNROLL _Pragma("GCC unroll 32")
#define ALIGNED __attribute__((aligned(64)))
#define ROUND_UP(n, m) (((n) + (m) - 1) / (m) * (m))

#ifdef DOUBLE
typedef double T;
typedef long long Bits;
enum { LANES = 4 };
#else
typedef float T;
typedef int Bits;
enum { LANES = 8 };
#endif

typedef T V __attribute__((vector_size(32)));
typedef T Half __attribute__((vector_size(16)));
typedef V UnalignedV __attribute__((aligned(4), may_alias));
typedef Bits Mask __attribute__((vector_size(32)));

enum { IDENTITY, SIGMOID, TANH, RELU, SOFTMAX };

#define LOAD(p) (*(const V *)(p))
#define STORE(p, v) (*(V *)(p) = (v))

#define VEC V
#define NAME(f) f
#ifdef DOUBLE
#define OP(f) _mm256_##f##_pd
#define SCALE(a, n) ((V)_mm256_castsi256_pd(_mm256_add_epi64(_mm256_castpd_si256((__m256d)(a)), \
    _mm256_slli_epi64(_mm256_cvtepi32_epi64(_mm256_cvtpd_epi32((__m256d)(n))), 52))))
#define RAW __m256d
#else
#define OP(f) _mm256_##f##_ps
#define SCALE(a, n) ((V)_mm256_castsi256_ps(_mm256_add_epi32(_mm256_castps_si256((__m256)(a)), \
    _mm256_slli_epi32(_mm256_cvtps_epi32((__m256)(n)), 23))))
#define RAW __m256
#endif
#include "functions.h"
#undef VEC
#undef NAME
#undef OP
#undef SCALE
#undef RAW

#define VEC Half
#define NAME(f) half_##f
#ifdef DOUBLE
#define OP(f) _mm_##f##_pd
#define SCALE(a, n) ((Half)_mm_castsi128_pd(_mm_add_epi64(_mm_castpd_si128((__m128d)(a)), \
    _mm_slli_epi64(_mm_cvtepi32_epi64(_mm_cvtpd_epi32((__m128d)(n))), 52))))
#define RAW __m128d
#else
#define OP(f) _mm_##f##_ps
#define SCALE(a, n) ((Half)_mm_castsi128_ps(_mm_add_epi32(_mm_castps_si128((__m128)(a)), \
    _mm_slli_epi32(_mm_cvtps_epi32((__m128)(n)), 23))))
#define RAW __m128
#endif
#include "functions.h"
#undef VEC
#undef NAME
#undef OP
#undef SCALE
#undef RAW

INLINE T sum(V v)
{
#ifdef DOUBLE
    return (v[0] + v[2]) + (v[1] + v[3]);
#else
    return ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
#endif
}

INLINE V activated(V z, int activation)
{
    switch (activation)
    {
        case SIGMOID: return sigmoid(z);
        case TANH: return hyperbolic(z);
        case RELU: return (V)((Mask)z & (Mask)(z > 0));
        default: return z;
    }
}

/* The derivative by the value a, times d. */
INLINE V chained(V d, V a, int activation)
{
    switch (activation)
    {
        case SIGMOID: return d * (a * (1 - a));
        case TANH: return d * (1 - a * a);
        case RELU: return (V)((Mask)d & (Mask)(a > 0));
        default: return d;
    }
}

INLINE T *storage(long count)
{
    T *memory = aligned_alloc(64, ROUND_UP(count * sizeof(T), 64) + 64);
    memset(memory, 0, ROUND_UP(count * sizeof(T), 64) + 64);
    return memory;
}
#endif
