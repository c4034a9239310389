/* The shape of the one network that a module is compiled for, and the blocks that inference and training are made of.
   -DLAYERS=3 -DN0=8 -DN1=64 -DN2=64 -DN3=4 -DHIDDEN=RELU -DLAST=IDENTITY -DBATCH=64 [-DDOUBLE] [-DROWS_AS_LANES=1] */
#include "vectors.h"

#ifndef N2
#define N2 1
#endif
#ifndef N3
#define N3 1
#endif
#ifndef N4
#define N4 1
#endif
#ifndef BATCH
#define BATCH 64
#endif

static const int widths[] = { N0, N1, N2, N3, N4 };
enum { INPUTS = N0, OUTPUTS = LAYERS == 1 ? N1 : LAYERS == 2 ? N2 : LAYERS == 3 ? N3 : N4 };
enum { PANEL = 2 * LANES };
/* An odd number of cache lines a row, so that walks down a column do not fall into the same sets. */
#define STRIDE(n) (ROUND_UP(n, PANEL) + (ROUND_UP(n, PANEL) / PANEL % 2 == 0 ? PANEL : 0))
/* Of panel p of n neurons: the last one may be half empty. */
#define VECTORS(n, p) ((n) - (p) * PANEL <= LANES ? 1 : 2)
#define MAX2(a, b) ((a) > (b) ? (a) : (b))
enum { WIDEST = MAX2(MAX2(N1, N2), MAX2(N3, N4)) };

/* Calls BODY(l, inputs, outputs, activation) for each layer with constants. */
#define LAST_OR(l) (LAYERS == (l) ? LAST : HIDDEN)
#define EACH_LAYER(BODY) { BODY(0, N0, N1, LAST_OR(1)) if (LAYERS > 1) { BODY(1, N1, N2, LAST_OR(2)) } \
    if (LAYERS > 2) { BODY(2, N2, N3, LAST_OR(3)) } if (LAYERS > 3) { BODY(3, N3, N4, LAST_OR(4)) } }
#define EACH_LAYER_BACKWARDS(BODY) { if (LAYERS > 3) { BODY(3, N3, N4, LAST_OR(4)) } if (LAYERS > 2) { BODY(2, N2, N3, LAST_OR(3)) } \
    if (LAYERS > 1) { BODY(1, N1, N2, LAST_OR(2)) } BODY(0, N0, N1, LAST_OR(1)) }

/* C[m][v] = start + sum over k of A[m am + k ak] B[k ldb + v], for a tile of M rows and N vectors that stays in registers. */
enum { FROM_ZERO, FROM_C, FROM_ROW_BIAS, FROM_COLUMN_BIAS };
#define TILE(M, N) \
INLINE void tile_##M##_##N(int K, const T *restrict a, long am, long ak, const T *restrict b, long ldb, \
    T *restrict c, long ldc, int from, const T *bias, int activation) \
{ \
    V t[M][N]; \
    UNROLL for (int m = 0; m < M; m++) UNROLL for (int v = 0; v < N; v++) \
        t[m][v] = from == FROM_C ? LOAD(c + m * ldc + v * LANES) : from == FROM_ROW_BIAS ? set(bias[m]) \
            : from == FROM_COLUMN_BIAS ? LOAD(bias + v * LANES) : set(0); \
    for (int k = 0; k < K; k++) \
    { \
        V w[N]; \
        UNROLL for (int v = 0; v < N; v++) w[v] = LOAD(b + k * ldb + v * LANES); \
        UNROLL for (int m = 0; m < M; m++) \
        { \
            V s = set(a[m * am + k * ak]); \
            UNROLL for (int v = 0; v < N; v++) t[m][v] += s * w[v]; \
        } \
    } \
    UNROLL for (int m = 0; m < M; m++) UNROLL for (int v = 0; v < N; v++) STORE(c + m * ldc + v * LANES, activated(t[m][v], activation)); \
}
TILE(6, 2) TILE(4, 2) TILE(3, 2) TILE(2, 2) TILE(1, 2) TILE(8, 1) TILE(4, 1) TILE(2, 1) TILE(1, 1)

/* M rows by N vectors, cut into tiles. */
INLINE void block(int M, int N, int K, const T *restrict a, long am, long ak, const T *restrict b, long ldb,
    T *restrict c, long ldc, int from, const T *bias, int activation)
{
    int m = 0;
#define CUT(R, W) tile_##R##_##W(K, a + m * am, am, ak, b, ldb, c + m * ldc, ldc, from, from == FROM_ROW_BIAS ? bias + m : bias, activation), m += R
    if (N == 2)
    {
        while (M - m >= 6 && M - m != 8) CUT(6, 2);
        while (M - m >= 4) CUT(4, 2);
        if (M - m >= 3) CUT(3, 2);
        if (M - m >= 2) CUT(2, 2);
        if (M - m >= 1) CUT(1, 2);
    }
    else
    {
        while (M - m >= 8) CUT(8, 1);
        if (M - m >= 4) CUT(4, 1);
        if (M - m >= 2) CUT(2, 1);
        if (M - m >= 1) CUT(1, 1);
    }
}

/* LANES rows by four columns of s become four rows by LANES columns of d. */
INLINE void transpose_block(const T *s, long lds, T *d, long ldd)
{
#ifdef DOUBLE
    __m256d a = _mm256_loadu_pd(s), b = _mm256_loadu_pd(s + lds), c = _mm256_loadu_pd(s + 2 * lds), e = _mm256_loadu_pd(s + 3 * lds);
    __m256d ab = _mm256_unpacklo_pd(a, b), AB = _mm256_unpackhi_pd(a, b), ce = _mm256_unpacklo_pd(c, e), CE = _mm256_unpackhi_pd(c, e);
    _mm256_storeu_pd(d, _mm256_permute2f128_pd(ab, ce, 0x20));
    _mm256_storeu_pd(d + ldd, _mm256_permute2f128_pd(AB, CE, 0x20));
    _mm256_storeu_pd(d + 2 * ldd, _mm256_permute2f128_pd(ab, ce, 0x31));
    _mm256_storeu_pd(d + 3 * ldd, _mm256_permute2f128_pd(AB, CE, 0x31));
#else
    __m256 r[4];
    UNROLL for (int i = 0; i < 4; i++)
        r[i] = _mm256_insertf128_ps(_mm256_castps128_ps256(_mm_loadu_ps(s + i * lds)), _mm_loadu_ps(s + (i + 4) * lds), 1);
    __m256 p = _mm256_unpacklo_ps(r[0], r[1]), P = _mm256_unpackhi_ps(r[0], r[1]);
    __m256 q = _mm256_unpacklo_ps(r[2], r[3]), Q = _mm256_unpackhi_ps(r[2], r[3]);
    _mm256_storeu_ps(d, _mm256_shuffle_ps(p, q, 0x44));
    _mm256_storeu_ps(d + ldd, _mm256_shuffle_ps(p, q, 0xEE));
    _mm256_storeu_ps(d + 2 * ldd, _mm256_shuffle_ps(P, Q, 0x44));
    _mm256_storeu_ps(d + 3 * ldd, _mm256_shuffle_ps(P, Q, 0xEE));
#endif
}

INLINE void transpose(int rows, int columns, const T *s, long lds, T *d, long ldd)
{
    int whole = rows / LANES * LANES, fours = columns / 4 * 4;
    for (int r = 0; r < whole; r += LANES)
        for (int c = 0; c < fours; c += 4) transpose_block(s + r * lds + c, lds, d + c * ldd + r, ldd);
    for (int r = 0; r < whole; r++)
        for (int c = fours; c < columns; c++) d[c * ldd + r] = s[r * lds + c];
    for (int r = whole; r < rows; r++)
        for (int c = 0; c < columns; c++) d[c * ldd + r] = s[r * lds + c];
}

/* Turns the first n of z into probabilities; z has room for whole vectors. Returns the log of the sum and the maximum in one. */
INLINE T softmax(T *z, int n)
{
    T most = z[0];
    UNROLL for (int i = 1; i < n; i++) most = z[i] > most ? z[i] : most;
    T total = 0, e[ROUND_UP(OUTPUTS, LANES)] ALIGNED;
    UNROLL for (int i = 0; i < n; i += LANES) STORE(e + i, exponential(LOAD(z + i) - most));
    UNROLL for (int i = 0; i < n; i++) total += e[i];
    T inverse = 1 / total;
    UNROLL for (int i = 0; i < n; i += LANES) STORE(z + i, LOAD(e + i) * inverse);
    return most;
}
