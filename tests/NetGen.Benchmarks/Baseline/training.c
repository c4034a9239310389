/* Training steps on a batch of a constant size: forward, backward, SGD or Adam. Mean squared error, or cross-entropy behind softmax.
   Small layers keep every neuron's values for the batch together (rows are the lanes), wide ones every row's (neurons are the lanes). */
#include "network.h"

#ifdef ROWS_AS_LANES
enum { BY_ROWS = ROWS_AS_LANES };
#else
enum { BY_ROWS = WIDEST <= 32 && BATCH % PANEL == 0 };
#endif
enum { ALL = 5 };
#define WEIGHTS(I, O) (BY_ROWS ? ROUND_UP((I) * (O), 16) : (I) * ROUND_UP(O, PANEL))
#define BIASES(O) (BY_ROWS ? ROUND_UP(O, 16) : ROUND_UP(O, PANEL))
#define LAYER_SIZE(l, I, O) ((l) < LAYERS ? WEIGHTS(I, O) + BIASES(O) : 0)
enum { S0 = 0, S1 = LAYER_SIZE(0, N0, N1), S2 = S1 + LAYER_SIZE(1, N1, N2), S3 = S2 + LAYER_SIZE(2, N2, N3), COUNT = S3 + LAYER_SIZE(3, N3, N4) };
#define OFFSET(l) ((l) == 0 ? S0 : (l) == 1 ? S1 : (l) == 2 ? S2 : S3)

typedef struct { T *w, *g, *m, *v; double power1, power2; } Training;

/* Values and gradients of a layer's neurons for the batch; layer 0 is the input. */
/* An odd number of cache lines from neuron to neuron, for the sake of the sets. */
enum { SPAN = BATCH + PANEL };
enum { AREA = BY_ROWS ? ROUND_UP(WIDEST, 4) * SPAN + PANEL : BATCH * STRIDE(WIDEST) };
static T a[ALL][AREA] ALIGNED, d[ALL][AREA] ALIGNED, turned[STRIDE(WIDEST) * ROUND_UP(WIDEST, PANEL)] ALIGNED;
static T inputs_by_feature[BY_ROWS ? N0 * SPAN : 1] ALIGNED;

INLINE V root(V v)
{
#ifdef DOUBLE
    return (V)_mm256_sqrt_pd((__m256d)v);
#else
    return (V)_mm256_sqrt_ps((__m256)v);
#endif
}

INLINE void update(Training *s, int adam, T rate)
{
    T *restrict w = s->w, *restrict g = s->g, *restrict m = s->m, *restrict v = s->v;
    if (!adam)
    {
        for (long i = 0; i < COUNT; i += LANES) STORE(w + i, LOAD(w + i) - rate * LOAD(g + i));
        return;
    }

    s->power1 *= 0.9, s->power2 *= 0.999;
    const T step = (T)(rate * sqrt(1 - s->power2) / (1 - s->power1)), epsilon = (T)(1e-8 * sqrt(1 - s->power2));
    for (long i = 0; i < COUNT; i += LANES)
    {
        V gradient = LOAD(g + i);
        V first = (T)0.9 * LOAD(m + i) + (T)0.1 * gradient, second = (T)0.999 * LOAD(v + i) + (T)0.001 * gradient * gradient;
        STORE(m + i, first);
        STORE(v + i, second);
        STORE(w + i, LOAD(w + i) - step * first / (root(second) + epsilon));
    }
}

/* Rows are the lanes: gradient of the weights as dot products over the batch. */
INLINE void weight_dots(int I, int O, const T *restrict x, const T *restrict e, T *restrict g, T *restrict gb)
{
    for (int o = 0; o < O; o += 4)
        for (int i = 0; i < I; i += 2)
        {
            const int n = O - o < 4 ? O - o : 4, k = I - i < 2 ? 1 : 2;
            V t[4][2];
            UNROLL for (int q = 0; q < n; q++) t[q][0] = t[q][1] = set(0);
            for (int r = 0; r < BATCH; r += LANES)
            {
                V x0 = LOAD(x + i * SPAN + r), x1 = LOAD(x + (i + k - 1) * SPAN + r);
                UNROLL for (int q = 0; q < n; q++)
                {
                    V f = LOAD(e + (o + q) * SPAN + r);
                    t[q][0] += f * x0;
                    t[q][1] += f * x1;
                }
            }

            UNROLL for (int q = 0; q < n; q++)
            {
                g[(o + q) * I + i] = sum(t[q][0]);
                if (k == 2) g[(o + q) * I + i + 1] = sum(t[q][1]);
            }
        }

    for (int o = 0; o < O; o++)
    {
        V t[4] = { set(0), set(0), set(0), set(0) };
        for (int r = 0; r < BATCH; r += LANES) t[r / LANES % 4] += LOAD(e + o * SPAN + r);
        gb[o] = sum((t[0] + t[1]) + (t[2] + t[3]));
    }
}

/* Returns the sum of squared errors when it is wanted. */
INLINE double gradient_by_rows(Training *s, const T *x, const T *targets, int wanted)
{
    V loss = set(0);
    T *features = inputs_by_feature, goals[ROUND_UP(OUTPUTS, 4) * SPAN] ALIGNED;
    transpose(BATCH, N0, x, N0, features, SPAN);
    transpose(BATCH, OUTPUTS, targets, OUTPUTS, goals, SPAN);

    /* Forward and back for two vectors of rows at a time, so that their values are still in the first-level cache. */
    for (int c = 0; c < BATCH; c += PANEL)
    {
#define ROWS_FORWARD(l, I, O, activation) \
        block(O, 2, I, s->w + OFFSET(l), I, 1, ((l) == 0 ? features : a[l]) + c, SPAN, a[(l) + 1] + c, SPAN, FROM_ROW_BIAS, \
            s->w + OFFSET(l) + WEIGHTS(I, O), activation);
        EACH_LAYER(ROWS_FORWARD)
        for (int o = 0; o < OUTPUTS; o++)
            UNROLL for (int i = o * SPAN + c, v = 0; v < 2; v++, i += LANES)
            {
                V y = LOAD(a[LAYERS] + i), error = y - LOAD(goals + i);
                if (wanted) loss += error * error;
                STORE(d[LAYERS] + i, chained((T)(2.0 / (BATCH * OUTPUTS)) * error, y, LAST));
            }

#define ROWS_BACKWARD(l, I, O, activation) \
        if ((l) > 0) \
        { \
            block(I, 2, O, s->w + OFFSET(l), 1, I, d[(l) + 1] + c, SPAN, d[l] + c, SPAN, FROM_ZERO, 0, IDENTITY); \
            for (int i = 0; i < I; i++) \
                UNROLL for (int v = 0; v < PANEL; v += LANES) \
                    STORE(d[l] + i * SPAN + c + v, chained(LOAD(d[l] + i * SPAN + c + v), LOAD(a[l] + i * SPAN + c + v), HIDDEN)); \
        }
        EACH_LAYER_BACKWARDS(ROWS_BACKWARD)
    }

#define ROWS_WEIGHTS(l, I, O, activation) \
    weight_dots(I, O, (l) == 0 ? features : a[l], d[(l) + 1], s->g + OFFSET(l), s->g + OFFSET(l) + WEIGHTS(I, O));
    EACH_LAYER(ROWS_WEIGHTS)
    return sum(loss);
}

/* Multiplies by the activation's derivative and adds up the rows: the gradient of the biases. */
INLINE void chain_and_add(int n, int activation, T *restrict e, const T *restrict value, T *restrict gb)
{
    for (int c = 0; c < ROUND_UP(n, PANEL); c += PANEL)
    {
        V t0 = set(0), t1 = set(0);
        for (int r = 0; r < BATCH; r++)
        {
            T *p = e + r * STRIDE(n) + c;
            const T *q = value + r * STRIDE(n) + c;
            V u0 = chained(LOAD(p), LOAD(q), activation), u1 = chained(LOAD(p + LANES), LOAD(q + LANES), activation);
            if (activation != IDENTITY) STORE(p, u0), STORE(p + LANES, u1);
            t0 += u0, t1 += u1;
        }

        STORE(gb + c, t0), STORE(gb + c + LANES, t1);
    }
}

/* Deep sums are cut so that a panel's part stays in the first-level cache. */
INLINE void forward_layer(int I, int O, const T *w, const T *b, const T *x, long ldx, T *y, int activation)
{
    const int parts = (I + 399) / 400, K = (I + parts - 1) / parts;
    for (int k = 0; k < I; k += K)
        for (int p = 0; p < ROUND_UP(O, PANEL) / PANEL; p++)
        {
            const T *part = w + ((long)p * I + k) * PANEL;
            T *c = y + p * PANEL;
            const int n = I - k < K ? I - k : K, last = k + K >= I;
            if (k == 0 && last) block(BATCH, VECTORS(O, p), n, x, ldx, 1, part, PANEL, c, STRIDE(O), FROM_COLUMN_BIAS, b + p * PANEL, activation);
            else if (k == 0) block(BATCH, VECTORS(O, p), n, x, ldx, 1, part, PANEL, c, STRIDE(O), FROM_COLUMN_BIAS, b + p * PANEL, IDENTITY);
            else if (!last) block(BATCH, VECTORS(O, p), n, x + k, ldx, 1, part, PANEL, c, STRIDE(O), FROM_C, b, IDENTITY);
            else block(BATCH, VECTORS(O, p), n, x + k, ldx, 1, part, PANEL, c, STRIDE(O), FROM_C, b, activation);
        }
}

/* A wide input is turned, 48 features at a time, so that the sums over the batch walk along memory. */
enum { STRIP = 48 };

INLINE void weight_gradient(int I, int O, const T *x, long ldx, const T *e, T *g)
{
    static T strip[BATCH * (STRIP + 16)] ALIGNED;
    if (I <= 128)
    {
        for (int p = 0; p < ROUND_UP(O, PANEL) / PANEL; p++)
            block(I, VECTORS(O, p), BATCH, x, 1, ldx, e + p * PANEL, STRIDE(O), g + (long)p * I * PANEL, PANEL, FROM_ZERO, 0, IDENTITY);
        return;
    }

    for (int i = 0; i < I; i += STRIP)
    {
        const int n = I - i < STRIP ? I - i : STRIP;
        for (int r = 0; r < BATCH; r++) memcpy(strip + r * (STRIP + 16), x + r * ldx + i, n * sizeof(T));
        for (int p = 0; p < ROUND_UP(O, PANEL) / PANEL; p++)
        {
            T *c = g + ((long)p * I + i) * PANEL;
            if (n == STRIP) block(STRIP, VECTORS(O, p), BATCH, strip, 1, STRIP + 16, e + p * PANEL, STRIDE(O), c, PANEL, FROM_ZERO, 0, IDENTITY);
            else block(n, VECTORS(O, p), BATCH, strip, 1, STRIP + 16, e + p * PANEL, STRIDE(O), c, PANEL, FROM_ZERO, 0, IDENTITY);
        }
    }
}

INLINE void turn_back(int I, int O, const T *w, const T *e, T *before)
{
    for (int p = 0; p < ROUND_UP(O, PANEL) / PANEL; p++)
        transpose(I, PANEL, w + (long)p * I * PANEL, PANEL, turned + (long)p * PANEL * STRIDE(I), STRIDE(I));
    for (int p = 0; p < ROUND_UP(I, PANEL) / PANEL; p++)
        block(BATCH, VECTORS(I, p), O, e, STRIDE(O), 1, turned + p * PANEL, STRIDE(I), before + p * PANEL, STRIDE(I), FROM_ZERO, 0, IDENTITY);
}

/* Returns the sum of the rows' losses, or of squared errors, when they are wanted. */
INLINE double gradient_by_neurons(Training *s, const T *x, const T *targets, int wanted)
{
    double loss = 0;
#define FORWARD(l, I, O, activation) \
    forward_layer(I, O, s->w + OFFSET(l), s->w + OFFSET(l) + WEIGHTS(I, O), (l) == 0 ? x : a[l], (l) == 0 ? (long)I : (long)STRIDE(I), \
        a[(l) + 1], activation);
    EACH_LAYER(FORWARD)
    for (int r = 0; r < BATCH; r++)
    {
        T *y = a[LAYERS] + r * STRIDE(OUTPUTS), *e = d[LAYERS] + r * STRIDE(OUTPUTS);
        const T *t = targets + r * OUTPUTS;
        if (LAST == SOFTMAX)
        {
            softmax(y, OUTPUTS);
            T p = 0;
            UNROLL for (int o = 0; o < OUTPUTS; o++) e[o] = (T)(1.0 / BATCH) * (y[o] - t[o]), p += y[o] * t[o];
            if (wanted) loss -= log(p);
        }
        else
        {
            T squares = 0;
            UNROLL for (int o = 0; o < OUTPUTS; o++) squares += (y[o] - t[o]) * (y[o] - t[o]), e[o] = (T)(2.0 / (BATCH * OUTPUTS)) * (y[o] - t[o]);
            if (wanted) loss += squares;
        }
    }

    chain_and_add(OUTPUTS, LAST == SOFTMAX ? IDENTITY : LAST, d[LAYERS], a[LAYERS], s->g + OFFSET(LAYERS - 1) + (LAYERS == 1 ? WEIGHTS(N0, N1)
        : LAYERS == 2 ? WEIGHTS(N1, N2) : LAYERS == 3 ? WEIGHTS(N2, N3) : WEIGHTS(N3, N4)));
#define BEFORE(l) ((l) == 1 ? N0 : (l) == 2 ? N1 : N2)
#define BACKWARD(l, I, O, activation) \
    weight_gradient(I, O, (l) == 0 ? x : a[l], (l) == 0 ? (long)I : (long)STRIDE(I), d[(l) + 1], s->g + OFFSET(l)); \
    if ((l) > 0) \
    { \
        turn_back(I, O, s->w + OFFSET(l), d[(l) + 1], d[l]); \
        chain_and_add(I, HIDDEN, d[l], a[l], s->g + OFFSET((l) - 1) + WEIGHTS(BEFORE(l), I)); \
    }
    EACH_LAYER_BACKWARDS(BACKWARD)
    return loss;
}

APART double step(Training *s, const T *x, const T *targets, int adam, T rate, int wanted)
{
    double loss = 0;
    if (BY_ROWS) gradient_by_rows(s, x, targets, 0); else loss = gradient_by_neurons(s, x, targets, wanted);
    update(s, adam, rate);
    return loss;
}

/* Moments of unused weights decay into subnormal numbers, on which the processor is slow; a program built with -ffast-math flushes them to zero. */
enum { FLUSH = 0x8040 };

/* Where a parameter in NetGen's flat order lies here. */
static void exchange(T *flat, T *own, int out)
{
    for (int l = 0; l < LAYERS; l++)
    {
        const int I = widths[l], O = widths[l + 1];
        for (int i = 0; i <= I; i++)
            for (int o = 0; o < O; o++, flat++)
            {
                long at = i == I ? WEIGHTS(I, O) + o : BY_ROWS ? (long)o * I + i : ((long)(o / PANEL) * I + i) * PANEL + o % PANEL;
                T *mine = own + OFFSET(l) + at;
                if (out) *flat = *mine; else *mine = *flat;
            }
    }
}

void train_write(void *state, const T *parameters)
{
    exchange((T *)parameters, ((Training *)state)->w, 0);
}

void *train_open(const T *parameters)
{
    Training *s = calloc(1, sizeof(Training));
    s->w = storage(COUNT), s->g = storage(COUNT), s->m = storage(COUNT), s->v = storage(COUNT);
    s->power1 = s->power2 = 1;
    train_write(s, parameters);
    return s;
}

void train_read(void *state, T *parameters)
{
    exchange(parameters, ((Training *)state)->w, 1);
}

void train_run(void *state, const T *x, const T *targets, long iterations, int adam, double rate)
{
    const unsigned mode = _mm_getcsr();
    _mm_setcsr(mode | FLUSH);
    for (long i = 0; i < iterations; i++)
    {
        if (adam) step(state, x, targets, 1, rate, 0); else step(state, x, targets, 0, rate, 0);
        __asm__ volatile("" ::: "memory");
    }

    _mm_setcsr(mode);
}

APART double gradient(Training *s, const T *x, const T *targets)
{
    return BY_ROWS ? gradient_by_rows(s, x, targets, 1) : gradient_by_neurons(s, x, targets, 1);
}

/* Returns the mean loss. */
double gradient_run(void *state, const T *x, const T *targets, long iterations)
{
    double loss = 0;
    for (long i = 0; i < iterations; i++)
    {
        loss = gradient(state, x, targets);
        __asm__ volatile("" ::: "memory");
    }

    return loss / (LAST == SOFTMAX ? BATCH : BATCH * OUTPUTS);
}

void gradient_read(void *state, T *flat)
{
    exchange(flat, ((Training *)state)->g, 1);
}

/* Shuffles the order, gathers batch after batch and steps with Adam; returns the mean loss. The rows are a multiple of the batch. */
double train_epoch(void *state, const T *x, const T *targets, int *order, long rows, double rate, uint64_t seed)
{
    static T bx[BATCH * N0] ALIGNED, bt[BATCH * OUTPUTS] ALIGNED;
    double loss = 0;
    const unsigned mode = _mm_getcsr();
    _mm_setcsr(mode | FLUSH);
    for (long i = rows - 1; i > 0; i--)
    {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        long j = (long)(((unsigned __int128)seed * (uint64_t)(i + 1)) >> 64);
        int t = order[i];
        order[i] = order[j], order[j] = t;
    }

    for (long b = 0; b + BATCH <= rows; b += BATCH)
    {
        for (int r = 0; r < BATCH; r++)
        {
            memcpy(bx + r * N0, x + (long)order[b + r] * N0, N0 * sizeof(T));
            memcpy(bt + r * OUTPUTS, targets + (long)order[b + r] * OUTPUTS, OUTPUTS * sizeof(T));
        }

        loss += step(state, bx, bt, 1, rate, 1);
    }

    _mm_setcsr(mode);
    return loss / (rows / BATCH * BATCH);
}
