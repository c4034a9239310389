using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen;

/// <content>The powers 2^(j/128), looked up by the lowest seven bits of a number: what the exponential in the sigmoid of double precision is reduced by.</content>
public static partial class Kernels<T>
    where T : unmanaged
{
    /// <summary>t and the scale for e^-x, where 1 is added to it.</summary>
    /// <remarks>
    /// x = -(k ln 2 / 128 + r) with |r| ≤ ln 2 / 256, so that a polynomial of degree 5 does: relative to e^r off by at most 7e-20 (interpolated in Chebyshev's
    /// points, r fixed). ln 2 / 128 is one number; what it has too much counts in the linear term only. For the rest of the power, rest (1 + r) is enough.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> ReduceExpOfMinus(Vector256<double> x, int lanes, out Vector256<double> scale)
    {
        Vector256<double> round = Vector256.Create(6755399441055744.0);
        Vector256<double> sum = Vector256.FusedMultiplyAdd(Vector256.Create(-128 * Log2E), x, round);
        Vector256<double> k = sum - round;
        Vector256<double> r = ProductMinus(Vector256.Create(-Ln2 / 128), k, x);
        Vector256<double> r2 = r * r;
        Vector256<double> polynomial = Vector256.FusedMultiplyAdd(
            r2,
            Vector256.FusedMultiplyAdd(Vector256.Create(0.008333334788213917), r, Vector256.Create(0.041666676850831016)),
            Vector256.FusedMultiplyAdd(Vector256.Create(0.16666666666666533), r, Vector256.Create(0.4999999999999907)));
        Vector256<double> t = Vector256.FusedMultiplyAdd(r2, polynomial, Vector256.FusedMultiplyAdd(Vector256.Create(Ln2Excess / 128), k, r));

        // The table answers last.
        scale = Power128(sum, lanes, out Vector256<double> rest);
        return Vector256.FusedMultiplyAdd(rest, r + Vector256<double>.One, t);
    }

    /// <summary>2^(k/128) / (1 + rest) for the integer k in the lowest bits of <paramref name="sum"/>, in the first lanes.</summary>
    /// <remarks>Few methods and variables: the inliner has to get through this for every activation.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Power128(Vector256<double> sum, int lanes, out Vector256<double> rest)
    {
        ref double powers = ref Unsafe.As<ulong, double>(ref MemoryMarshal.GetReference(Powers128));
        Vector256<double> power;
        if (lanes == 1)
        {
            nuint entry = ((nuint)sum.AsInt64().ToScalar() & 127) * 2;
            power = Vector256.CreateScalarUnsafe(Unsafe.Add(ref powers, entry));
            rest = Vector256.CreateScalarUnsafe(Unsafe.Add(ref powers, entry + 1));
        }
        else
        {
            // Of every two lanes: both powers, then both rests.
            Vector128<double> first = Vector128.LoadUnsafe(in powers, ((nuint)sum.AsInt64().ToScalar() & 127) * 2);
            Vector128<double> second = Vector128.LoadUnsafe(in powers, ((nuint)sum.AsInt64().GetLower().GetElement(1) & 127) * 2);
            if (lanes == 2)
            {
                power = (Sse2.IsSupported ? Sse2.UnpackLow(first, second) : Vector128.Create(first.ToScalar(), second.ToScalar())).ToVector256Unsafe();
                rest = (Sse2.IsSupported ? Sse2.UnpackHigh(first, second) : Vector128.Create(first.GetElement(1), second.GetElement(1))).ToVector256Unsafe();
            }
            else
            {
                Vector128<double> third = Vector128.LoadUnsafe(in powers, ((nuint)sum.AsInt64().GetUpper().ToScalar() & 127) * 2);
                Vector128<double> fourth = Vector128.LoadUnsafe(in powers, ((nuint)sum.AsInt64().GetUpper().GetElement(1) & 127) * 2);
                power = Avx.IsSupported
                    ? Avx.UnpackLow(Vector256.Create(first, third), Vector256.Create(second, fourth))
                    : Vector256.Create(first.ToScalar(), second.ToScalar(), third.ToScalar(), fourth.ToScalar());
                rest = Avx.IsSupported
                    ? Avx.UnpackHigh(Vector256.Create(first, third), Vector256.Create(second, fourth))
                    : Vector256.Create(first.GetElement(1), second.GetElement(1), third.GetElement(1), fourth.GetElement(1));
            }
        }

        return (Vector256.ShiftLeft(sum.AsInt64(), 52 - 7) + power.AsInt64()).AsDouble();
    }

    /// <summary>
    /// The bits of p = 2^(j/128), rounded to 36 bits so that 1 + 2^i p is exact for i from -17 to 52, less j where an integer 128 i + j leaves it when i is
    /// shifted to the exponent; and the bits of 2^(j/128) / p - 1.
    /// </summary>
    internal static ReadOnlySpan<ulong> Powers128 =>
    [
        0x3FF0000000000000, 0x0000000000000000, 0x3FEFF63DA9FC0000, 0xBDA975EE08060828,
        0x3FEFEC9A3E780000, 0xBD9F8FC8B8FE44DC, 0x3FEFE315E86E0000, 0x3D9F5DAC295ECEE2,
        0x3FEFD9B0D3160000, 0xBD9DFAE2676F1F36, 0x3FEFD06B29DE0000, 0xBD61C7868502E3E7,
        0x3FEFC74518760000, 0xBD9840F11F89F9BA, 0x3FEFBE3ECAC60000, 0x3DAD4E8DE7215795,
        0x3FEFB5586CFA0000, 0xBD9C796C61F8C72B, 0x3FEFAC922B720000, 0x3D9122B8DE69F9EE,
        0x3FEFA3EC32D40000, 0xBD85F626855E02B4, 0x3FEF9B66AFFE0000, 0x3DA8DCB82C789634,
        0x3FEF9301D0120000, 0x3D956477FFF6BCE7, 0x3FEF8ABDC06C0000, 0x3D8734B4EA26354F,
        0x3FEF829AAEAA0000, 0xBDA8591CD07AFF59, 0x3FEF7A98C8A60000, 0xBD9A341646A46D58,
        0x3FEF72B83C7E0000, 0xBDA40123B1E28B23, 0x3FEF6AF9388C0000, 0x3DA02DD308E13EC4,
        0x3FEF635BEB700000, 0xBD87D4C4D8F66202, 0x3FEF5BE084040000, 0x3D94F00AB684BFAF,
        0x3FEF548731680000, 0x3DA4D375D1F84E6B, 0x3FEF4D5022FC0000, 0x3DA838C8280411A8,
        0x3FEF463B88620000, 0x3D9F413AC98B1E47, 0x3FEF3F49917E0000, 0xBD7F4430B4A22C87,
        0x3FEF387A6E760000, 0xBDA1519D51204C06, 0x3FEF31CE4FB20000, 0x3DA226509CE8F8BC,
        0x3FEF2B4565E20000, 0x3D9B1DC42C250A73, 0x3FEF24DFE1F60000, 0xBDA0E6B9EC47509C,
        0x3FEF1E9DF5200000, 0xBD7C75F0360B9009, 0x3FEF187FD0DA0000, 0x3DA73E343075118D,
        0x3FEF1285A6E40000, 0x3D44B33B81DD4E12, 0x3FEF0CAFA93E0000, 0x3D8402AFA148BCE1,
        0x3FEF06FE0A320000, 0xBD8EA86E69178477, 0x3FEF0170FC4C0000, 0x3DA69A07E1FC0516,
        0x3FEEFC08B2640000, 0x3D732147EC87D519, 0x3FEEF6C55F920000, 0x3DA08A7002DBCA26,
        0x3FEEF1A7373A0000, 0x3DA176F7B523104E, 0x3FEEECAE6D060000, 0xBD8034D60B1DDBD6,
        0x3FEEE7DB34E60000, 0xBD938B263034C8CE, 0x3FEEE32DC3140000, 0xBD91A18379993DE3,
        0x3FEEDEA64C120000, 0x3D84FD7C46BB78CA, 0x3FEEDA4504AC0000, 0x3D99A679933ADE3F,
        0x3FEED60A21F80000, 0xBDA4E4C754F1C1BF, 0x3FEED1F5D9500000, 0x3DA0B22DDEBCC77A,
        0x3FEECE0860620000, 0xBD976877C1AB31A1, 0x3FEECA41ED1E0000, 0xBDA90BC9ED9B39FD,
        0x3FEEC6A2B5C20000, 0xBDA304C362893B50, 0x3FEEC32AF0D80000, 0xBD811B78831C0CB9,
        0x3FEEBFDAD5360000, 0x3D80408B1787CA4C, 0x3FEEBCB299FE0000, 0xBD7ACD85BDC725C4,
        0x3FEEB9B2769E0000, 0xBDA426EFB3ACB4FF, 0x3FEEB6DAA2D00000, 0xBD9D2912E23C7B7E,
        0x3FEEB42B569E0000, 0xBDA0A5B42EF68E8B, 0x3FEEB1A4CA5E0000, 0xBD94A0CC58EC8AFD,
        0x3FEEAF4736B60000, 0xBDA42AFF4BD5B50A, 0x3FEEAD12D4980000, 0xBD84CABEABCAE986,
        0x3FEEAB07DD480000, 0x3D8F12AED102F178, 0x3FEEA9268A5A0000, 0xBDA1027F8F2FDC81,
        0x3FEEA76F15AE0000, 0xBDA455F0EC7FB143, 0x3FEEA5E1B9760000, 0x3DA3FB7299C8F850,
        0x3FEEA47EB03A0000, 0x3D8EE5B9C69D3562, 0x3FEEA34634CC0000, 0x3DA18777CFCAC5AB,
        0x3FEEA23882560000, 0xBDA3D2B8230AE9C9, 0x3FEEA155D44C0000, 0x3D9E1E0A602A5A42,
        0x3FEEA09E66800000, 0xBDA157851FFF1E72, 0x3FEEA012750C0000, 0xBD7A334EFD267858,
        0x3FEE9FB23C660000, 0xBDA41823F336C0AE, 0x3FEE9F7DF9520000, 0xBD92B1D64A44A48A,
        0x3FEE9F75E8EC0000, 0x3D90832111C224E9, 0x3FEE9F9A48A60000, 0xBD95C5EC1898C45B,
        0x3FEE9FEB56420000, 0x3D91C295C3489A57, 0x3FEEA0694FDE0000, 0x3D8FBDDF3C9124A8,
        0x3FEEA11473EC0000, 0xBDA589F30AA009E4, 0x3FEEA1ED01300000, 0x3DA0439B367321E1,
        0x3FEEA2F336D00000, 0xBD9DBE531810F613, 0x3FEEA427543E0000, 0x3D715E228D938EC1,
        0x3FEEA589994C0000, 0x3DA111840A0F1CB4, 0x3FEEA71A46240000, 0xBD828F695084AD7D,
        0x3FEEA8D99B440000, 0x3D9813910F6A9E6C, 0x3FEEAAC7D98A0000, 0x3D90B8DECD99FE90,
        0x3FEEACE5422A0000, 0x3D9A1360A6850A52, 0x3FEEAF3216B60000, 0xBD9E39175190C25C,
        0x3FEEB1AE99160000, 0xBD95EF6A5C42D6CA, 0x3FEEB45B0B920000, 0xBD02A65DFE30849F,
        0x3FEEB737B0CE0000, 0xBD826F4C3817F469, 0x3FEEBA44CBC80000, 0x3D89E4B7AB103B94,
        0x3FEEBD829FDE0000, 0x3D8893D35F89BAD5, 0x3FEEC0F170CA0000, 0x3D534AC8D55CE557,
        0x3FEEC49182A40000, 0xBD632BAF136D2DAD, 0x3FEEC86319E40000, 0xBDA10CC8F5025DB3,
        0x3FEECC667B5E0000, 0xBD7057C6B2CAFE4A, 0x3FEED09BEC4A0000, 0x3D7B9D33B85BF10D,
        0x3FEED503B23E0000, 0x3D76B3A4B68D2813, 0x3FEED99E13300000, 0x3D9B18B4778B14F5,
        0x3FEEDE6B557A0000, 0xBD35AA9A9C7BFBAA, 0x3FEEE36BBFD40000, 0xBD5DF3309D61F9E0,
        0x3FEEE89F995A0000, 0x3D9F774C45647BEB, 0x3FEEEE07298E0000, 0xBD85C3A2DAD8860E,
        0x3FEEF3A2B8500000, 0xBDA134CCF546E3EC, 0x3FEEF9728DE60000, 0xBD98644BCCA08D99,
        0x3FEEFF76F2FC0000, 0xBD97866F097C5B21, 0x3FEF05B030A20000, 0xBDA210713162E4C1,
        0x3FEF0C1E904C0000, 0xBD81E51DD4A8F689, 0x3FEF12C25BD80000, 0xBDA02B9C21186408,
        0x3FEF199BDD860000, 0xBD98AE8CBD44CDFD, 0x3FEF20AB60000000, 0xBD7AE9994B5D3484,
        0x3FEF27F12E580000, 0xBD7A4EBF13A94A8C, 0x3FEF2F6D94060000, 0x3DA039D156165BD7,
        0x3FEF3720DCF00000, 0xBD8F16A60DDEA125, 0x3FEF3F0B555E0000, 0xBD80A1DCA2E8D8A8,
        0x3FEF472D4A080000, 0xBD9054D90A84382C, 0x3FEF4F87080E0000, 0xBD902E190111B936,
        0x3FEF5818DCFC0000, 0xBD88F01088916BEE, 0x3FEF60E316CA0000, 0xBD90DDE6E7523163,
        0x3FEF69E603DC0000, 0xBD9BB5328F359F3B, 0x3FEF7321F3020000, 0xBD8448ECFD85F967,
        0x3FEF7C97337C0000, 0xBD8AD8B97ACCCA78, 0x3FEF864614F60000, 0xBD892A648A2E6E3A,
        0x3FEF902EE78C0000, 0xBD99572EED2FFA68, 0x3FEF9A51FBC80000, 0xBD978E724C898AB5,
        0x3FEFA4AFA2A40000, 0x3D92E86859A964A5, 0x3FEFAF482D8E0000, 0x3D8AFD2344333DFD,
        0x3FEFBA1BEE620000, 0xBD956A5502CC7EB5, 0x3FEFC52B376C0000, 0xBD81D417CD5F12EB,
        0x3FEFD0765B6E0000, 0x3D81B126B90FA259, 0x3FEFDBFDAD9C0000, 0x3D98260FE4937639,
        0x3FEFE7C1819E0000, 0x3D924D7EACDF0139, 0x3FEFF3C22B900000, 0xBD91DA8DD3703479,
    ];
}
