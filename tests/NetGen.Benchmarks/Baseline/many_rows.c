/* Many rows a call. Small layers: the rows are the lanes, two vectors of them at a time through all layers.
   Wide layers: blocks of rows times panels of two vectors of neurons, with the weights of a panel in the first-level cache. */
#include "network.h"

#ifdef ROWS_AS_LANES
enum { BY_ROWS = ROWS_AS_LANES };
#else
enum { BY_ROWS = N0 <= 64 && WIDEST <= 64 };
#endif
enum { BLOCK = 64 };

typedef struct { T *w[4], *b[4]; } Rows;

INLINE void gather(const T *x, T *d)
{
    if (INPUTS == 2)
    {
        UNROLL for (int v = 0; v < 2; v++)
        {
            V a = *(const UnalignedV *)(x + v * PANEL), b = *(const UnalignedV *)(x + v * PANEL + LANES);
#ifdef DOUBLE
            STORE(d + v * LANES, __builtin_shuffle(a, b, (Mask) { 0, 2, 4, 6 }));
            STORE(d + PANEL + v * LANES, __builtin_shuffle(a, b, (Mask) { 1, 3, 5, 7 }));
#else
            STORE(d + v * LANES, __builtin_shuffle(a, b, (Mask) { 0, 2, 4, 6, 8, 10, 12, 14 }));
            STORE(d + PANEL + v * LANES, __builtin_shuffle(a, b, (Mask) { 1, 3, 5, 7, 9, 11, 13, 15 }));
#endif
        }
    }
    else
    {
        transpose(PANEL, INPUTS, x, INPUTS, d, PANEL);
    }
}

APART void rows_as_lanes(const Rows *s, const T *x, T *y, long rows)
{
    T first[N0 * PANEL] ALIGNED, buffers[2][WIDEST * PANEL] ALIGNED, rest[N0 * PANEL] ALIGNED;
    for (long row = 0; row < rows; row += PANEL)
    {
        const long n = rows - row < PANEL ? rows - row : PANEL;
        const T *source = x + row * INPUTS;
        if (n < PANEL)
        {
            memset(rest, 0, sizeof rest);
            memcpy(rest, source, n * INPUTS * sizeof(T));
            source = rest;
        }

        gather(source, first);
        const T *in = first;
#define LANES_LAYER(l, I, O, activation) \
    block(O, 2, I, s->w[l], I, 1, in, PANEL, buffers[(l) & 1], PANEL, FROM_ROW_BIAS, s->b[l], activation); \
    in = buffers[(l) & 1];
        EACH_LAYER(LANES_LAYER)
        T *out = y + row * OUTPUTS;
        if (LAST == SOFTMAX)
        {
            for (int q = 0; q < n; q++)
            {
                T z[ROUND_UP(OUTPUTS, LANES)] ALIGNED;
                for (int o = 0; o < OUTPUTS; o++) z[o] = in[o * PANEL + q];
                softmax(z, OUTPUTS);
                memcpy(out + q * OUTPUTS, z, OUTPUTS * sizeof(T));
            }
        }
        else if (OUTPUTS == 1)
        {
            memcpy(out, in, n * sizeof(T));
        }
        else
        {
            for (int q = 0; q < n; q++)
                UNROLL for (int o = 0; o < OUTPUTS; o++) out[q * OUTPUTS + o] = in[o * PANEL + q];
        }
    }
}

/* Up to four neurons a layer: all values stay in registers. */
enum { TINY = N0 == 2 && WIDEST <= 4 && OUTPUTS == 1 };

INLINE void tiny_block(const Rows *s, const T *x, T *y)
{
    T first[N0 * PANEL] ALIGNED;
    gather(x, first);
    UNROLL for (int v = 0; v < 2; v++)
    {
        V value[2][4] = { { LOAD(first + v * LANES), LOAD(first + PANEL + v * LANES) } };
#define TINY_LAYER(l, I, O, activation) \
        UNROLL for (int o = 0; o < O; o++) \
        { \
            V z = set(s->b[l][o]); \
            UNROLL for (int i = 0; i < I; i++) z += s->w[l][o * I + i] * value[(l) & 1][i]; \
            value[((l) + 1) & 1][o] = activated(z, activation); \
        }
        EACH_LAYER(TINY_LAYER)
        *(UnalignedV *)(y + v * LANES) = value[LAYERS & 1][0];
    }
}

APART void tiny_rows(const Rows *s, const T *x, T *y, long rows)
{
    long row = 0;
    for (; row + PANEL <= rows; row += PANEL) tiny_block(s, x + row * INPUTS, y + row);
    if (row < rows)
    {
        T rest[N0 * PANEL] = { 0 }, out[PANEL];
        memcpy(rest, x + row * INPUTS, (rows - row) * INPUTS * sizeof(T));
        tiny_block(s, rest, out);
        memcpy(y + row, out, (rows - row) * sizeof(T));
    }
}

/* One layer for up to 64 rows; deep sums are cut so that a panel's part stays close. */
INLINE void panels(int M, int I, int O, const T *w, const T *b, const T *x, long ldx, T *y, long ldy, int activation)
{
    const int parts = (I + 399) / 400, K = (I + parts - 1) / parts;
    for (int k = 0; k < I; k += K)
        for (int p = 0; p < ROUND_UP(O, PANEL) / PANEL; p++)
        {
            const T *part = w + ((long)p * I + k) * PANEL;
            T *c = y + p * PANEL;
            const int n = I - k < K ? I - k : K, last = k + K >= I;
            if (k == 0 && last) block(M, VECTORS(O, p), n, x, ldx, 1, part, PANEL, c, ldy, FROM_COLUMN_BIAS, b + p * PANEL, activation);
            else if (k == 0) block(M, VECTORS(O, p), n, x, ldx, 1, part, PANEL, c, ldy, FROM_COLUMN_BIAS, b + p * PANEL, IDENTITY);
            else if (!last) block(M, VECTORS(O, p), n, x + k, ldx, 1, part, PANEL, c, ldy, FROM_C, b, IDENTITY);
            else block(M, VECTORS(O, p), n, x + k, ldx, 1, part, PANEL, c, ldy, FROM_C, b, activation);
        }
}

INLINE void block_of_rows(const Rows *s, const T *x, T *y, int M)
{
    static T buffers[2][BLOCK * STRIDE(WIDEST)] ALIGNED;
    const T *in = x;
    long stride = INPUTS;
#define PANEL_LAYER(l, I, O, activation) \
    panels(M, I, O, s->w[l], s->b[l], in, (l) == 0 ? (long)I : (long)STRIDE(I), buffers[(l) & 1], STRIDE(O), activation); \
    in = buffers[(l) & 1], stride = STRIDE(O);
    EACH_LAYER(PANEL_LAYER)
    for (int q = 0; q < M; q++)
    {
        T *z = (T *)in + q * stride;
        if (LAST == SOFTMAX) softmax(z, OUTPUTS);
        memcpy(y + q * OUTPUTS, z, OUTPUTS * sizeof(T));
    }
}

APART void whole_block(const Rows *s, const T *x, T *y)
{
    block_of_rows(s, x, y, BLOCK);
}

APART void part_block(const Rows *s, const T *x, T *y, int rows)
{
    block_of_rows(s, x, y, rows);
}

void *rows_open(const T *parameters)
{
    Rows *s = calloc(1, sizeof(Rows));
    for (int l = 0; l < LAYERS; l++)
    {
        const int I = widths[l], O = widths[l + 1];
        s->w[l] = storage((long)I * ROUND_UP(O, PANEL));
        s->b[l] = storage(ROUND_UP(O, PANEL));
        for (int o = 0; o < O; o++)
        {
            for (int i = 0; i < I; i++)
                s->w[l][BY_ROWS ? (long)o * I + i : ((long)(o / PANEL) * I + i) * PANEL + o % PANEL] = parameters[i * O + o];
            s->b[l][o] = parameters[I * O + o];
        }

        parameters += (I + 1) * O;
    }

    return s;
}

void rows_run(void *state, const T *x, T *y, long rows, long iterations)
{
    for (long i = 0; i < iterations; i++)
    {
        if (TINY) tiny_rows(state, x, y, rows);
        else if (BY_ROWS) rows_as_lanes(state, x, y, rows);
        else
        {
            long row = 0;
            for (; row + BLOCK <= rows; row += BLOCK) whole_block(state, x + row * INPUTS, y + row * OUTPUTS);
            if (row < rows) part_block(state, x + row * INPUTS, y + row * OUTPUTS, rows - row);
        }

        __asm__ volatile("" ::: "memory");
    }
}
