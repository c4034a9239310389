/* One row at a time: the neurons of a layer are the lanes. Parameters come in NetGen's flat order: per layer the weights input by input, then the biases. */
#include "network.h"

enum { GROUP = 8 };

/* Few neurons behind many inputs: a dot product each instead of a broadcast of every input. */
#define BY_DOT(I, O) ((I) >= 32 && (I) % LANES == 0 && (O) <= 12 && (O) % LANES != 0)

/* G vectors of neurons, and as many partial sums of each as keep eight chains of additions going. */
INLINE void group(int I, int G, const T *restrict w, const T *restrict b, const T *restrict x, T *restrict y, int activation)
{
    const int P = GROUP / G < I ? GROUP / G : I;
    V t[GROUP];
    UNROLL for (int j = 0; j < G; j++)
    {
        t[j] = LOAD(b + j * LANES);
        UNROLL for (int p = 1; p < P; p++) t[p * G + j] = set(0);
    }

    int i = 0;
#pragma GCC unroll 4
    for (; i + P <= I; i += P)
        UNROLL for (int p = 0; p < P; p++)
        {
            V s = set(x[i + p]);
            UNROLL for (int j = 0; j < G; j++) t[p * G + j] += s * LOAD(w + ((i + p) * G + j) * LANES);
        }

    UNROLL for (int p = 0; p < I % P; p++)
    {
        V s = set(x[i + p]);
        UNROLL for (int j = 0; j < G; j++) t[p * G + j] += s * LOAD(w + ((i + p) * G + j) * LANES);
    }

    UNROLL for (int step = 4; step >= 1; step /= 2)
        UNROLL for (int p = 0; p < step; p++)
            if (p + step < P) UNROLL for (int j = 0; j < G; j++) t[p * G + j] += t[(p + step) * G + j];
    UNROLL for (int j = 0; j < G; j++) STORE(y + j * LANES, activated(t[j], activation));
}

INLINE void wide(int I, int O, const T *w, const T *b, const T *x, T *y, int activation)
{
    const int vectors = ROUND_UP(O, LANES) / LANES;
    int g = 0;
    for (; g + GROUP <= vectors; g += GROUP) group(I, GROUP, w + (long)g * LANES * I, b + g * LANES, x, y + g * LANES, activation);
    if (vectors % GROUP) group(I, vectors % GROUP, w + (long)g * LANES * I, b + g * LANES, x, y + g * LANES, activation);
}

INLINE void dots(int I, int O, const T *restrict w, const T *restrict b, const T *restrict x, T *restrict y, int activation)
{
    for (int o = 0; o < O; o += 4)
    {
        const int n = O - o < 4 ? O - o : 4, P = n <= 2 ? 2 : 1;
        V t[8];
        UNROLL for (int j = 0; j < n * P; j++) t[j] = set(0);
        UNROLL for (int i = 0; i < I / LANES; i++)
            UNROLL for (int j = 0; j < n; j++) t[(i % P) * n + j] += LOAD(x + i * LANES) * LOAD(w + (o + j) * I + i * LANES);
        UNROLL for (int j = 0; j < n; j++) y[o + j] = b[o + j] + sum(P == 2 ? t[j] + t[n + j] : t[j]);
    }

    if (activation != IDENTITY && activation != SOFTMAX)
    {
        if (O == 1)
        {
            Half v = { y[0] };
            v = activation == TANH ? half_hyperbolic(v) : activation == SIGMOID ? half_sigmoid(v) : v;
            y[0] = activation == RELU && v[0] < 0 ? 0 : v[0];
        }
        else
        {
            for (int o = 0; o < O; o += LANES) STORE(y + o, activated(LOAD(y + o), activation));
        }
    }
}

typedef struct { T *w[4], *b[4]; } Row;

APART void row(const Row *s, const T *x, T *y)
{
    T buffers[2][ROUND_UP(WIDEST, LANES)] ALIGNED;
    const T *in = x;
#define FORWARD(l, I, O, activation) \
    { \
        T *out = buffers[(l) & 1]; \
        if (BY_DOT(I, O) && (l) > 0) dots(I, O, s->w[l], s->b[l], in, out, activation); else wide(I, O, s->w[l], s->b[l], in, out, activation); \
        in = out; \
    }
    EACH_LAYER(FORWARD)
    T *last = buffers[(LAYERS - 1) & 1];
    if (LAST == SOFTMAX) softmax(last, OUTPUTS);
    UNROLL for (int o = 0; o < OUTPUTS; o++) y[o] = last[o];
}

void *row_open(const T *parameters)
{
    Row *s = calloc(1, sizeof(Row));
    for (int l = 0; l < LAYERS; l++)
    {
        const int I = widths[l], O = widths[l + 1], vectors = ROUND_UP(O, LANES) / LANES;
        s->w[l] = storage((long)I * vectors * LANES);
        s->b[l] = storage(vectors * LANES);
        for (int o = 0; o < O; o++)
        {
            int g = o / (GROUP * LANES), inside = o % (GROUP * LANES);
            int G = vectors - g * GROUP < GROUP ? vectors - g * GROUP : GROUP;
            for (int i = 0; i < I; i++)
            {
                long at = BY_DOT(I, O) && l > 0 ? (long)o * I + i : (long)g * GROUP * LANES * I + (long)i * G * LANES + inside;
                s->w[l][at] = parameters[i * O + o];
            }

            s->b[l][o] = parameters[I * O + o];
        }

        parameters += (I + 1) * O;
    }

    return s;
}

void row_independent(void *state, const T *x, T *y, long iterations)
{
    for (long i = 0; i < iterations; i++)
    {
        row(state, x + (i & 63) * INPUTS, y);
        __asm__ volatile("" ::: "memory");
    }
}

void row_dependent(void *state, const T *inputs, T *y, long iterations)
{
    T x[INPUTS] ALIGNED;
    memcpy(x, inputs, sizeof x);
    for (long i = 0; i < iterations; i++)
    {
        row(state, x, y);
        T back = y[0];
        __asm__ volatile("" : "+x"(back));
        x[0] = inputs[0] + back * (T)1e-30;
        __asm__ volatile("" ::: "memory");
    }
}
