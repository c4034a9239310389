using NetGen;
using SkiaSharp;

namespace DigitsSample;

/// <summary>Every misread digit on one sheet.</summary>
internal static class ContactSheet
{
    private const int PixelSize = 10;
    private const int Margin = 12;
    private const int TextHeight = 22;
    private const int Columns = 6;

    /// <summary>Draws the rows whose class is not the predicted one, and returns how many there are.</summary>
    public static int Save(Dataset<float> data, float[] outputs, string path)
    {
        int classes = data.TargetCount;
        int[] misread = [.. Enumerable.Range(0, data.Count).Where(row => data.GetClass(row) != Predicted(row))];
        int cell = (DigitData.Side * PixelSize) + Margin;
        int rows = Math.Max((misread.Length + Columns - 1) / Columns, 1);
        using var bitmap = new SKBitmap((Columns * cell) + Margin, (rows * (cell + TextHeight)) + Margin);
        using var canvas = new SKCanvas(bitmap);
        using var font = new SKFont(SKTypeface.Default, 13);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.Clear(SKColors.WhiteSmoke);
        for (int i = 0; i < misread.Length; i++)
        {
            int left = Margin + (i % Columns * cell);
            int top = Margin + (i / Columns * (cell + TextHeight));
            Draw(canvas, data.GetInputs(misread[i]), left, top);
            string caption = $"{data.GetClass(misread[i])} as {Predicted(misread[i])}";
            canvas.DrawText(caption, left, top + (DigitData.Side * PixelSize) + 15, font, ink);
        }

        using FileStream file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
        return misread.Length;

        int Predicted(int row) => Classes.Of<float>(outputs.AsSpan(row * classes, classes));
    }

    private static void Draw(SKCanvas canvas, ReadOnlySpan<float> pixels, int left, int top)
    {
        using var paint = new SKPaint();
        for (int i = 0; i < pixels.Length; i++)
        {
            byte grey = (byte)(255 - (pixels[i] * 255));
            paint.Color = new SKColor(grey, grey, grey);
            canvas.DrawRect(left + (i % DigitData.Side * PixelSize), top + (i / DigitData.Side * PixelSize), PixelSize, PixelSize, paint);
        }
    }
}
