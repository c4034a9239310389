using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace NetGen.Package.Tests;

/// <summary>Networks in a browser: the template of Blazor WebAssembly, published and opened in headless Chromium.</summary>
public partial class BrowserTests
{
    public static bool CanRun => MatrixTests.IsSlowWanted && File.Exists(Chromium);

    private const string Chromium = "/usr/bin/chromium";

    [Fact(Skip = "Set NETGEN_SLOW=1 and install chromium.", SkipUnless = nameof(CanRun))]
    public async Task A_page_shows_the_same_numbers_to_the_last_bit()
    {
        string folder = Workshop.NewFolder("Blazor");
        await Workshop.Dotnet(folder, "new blazorwasm --empty --force");
        await Workshop.Dotnet(folder, $"add package NetGen --version {Workshop.Version}");
        File.WriteAllText(Path.Combine(folder, "Networks.cs"), Programs.Networks);
        File.WriteAllText(Path.Combine(folder, "Report.cs"), Programs.Report);
        File.WriteAllText(Path.Combine(folder, "Pages", "Home.razor"), "@page \"/\"\n<pre>@(string.Join(\"\\n\", Fresh.Report.Lines()) + \"\\n\")</pre>\n");
        string output = await Workshop.Dotnet(folder, "publish -c Release -o out -warnaserror");
        Assert.DoesNotContain("warning ", output, StringComparison.OrdinalIgnoreCase);

        using var site = new Site(Path.Combine(folder, "out", "wwwroot"));
        string page = await Command.Run(
            Chromium,
            folder,
            "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync "
            + $"--user-data-dir=\"{Path.Combine(folder, "profile")}\" --virtual-time-budget=60000 --dump-dom {site.Address}");

        (string Name, double Value)[] numbers = Programs.Numbers(Shown().Match(page).Groups["text"].Value);
        Programs.AssertArticle(numbers);
        Assert.Equal(await MatrixTests.FullNumbers, numbers);
    }

    [GeneratedRegex("<pre>(?<text>.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Shown();

    /// <summary>Serves a folder on the loopback address until it is disposed.</summary>
    private sealed class Site : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly string _folder;

        public Site(string folder)
        {
            _folder = folder;
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                Address = $"http://localhost:{((IPEndPoint)probe.LocalEndpoint).Port}/";
            }

            _listener.Prefixes.Add(Address);
            _listener.Start();
            _ = Serve();
        }

        public string Address { get; }

        public void Dispose() => _listener.Close();

        private async Task Serve()
        {
            while (_listener.IsListening)
            {
                HttpListenerContext request;
                try
                {
                    request = await _listener.GetContextAsync();
                }
                catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                string name = request.Request.Url!.AbsolutePath.TrimStart('/');
                string path = Path.Combine(_folder, name.Length == 0 ? "index.html" : name);
                bool exists = File.Exists(path);
                byte[] content = exists ? await File.ReadAllBytesAsync(path) : Encoding.UTF8.GetBytes("not found");
                request.Response.StatusCode = exists ? 200 : 404;
                request.Response.ContentType = Path.GetExtension(path) switch
                {
                    ".html" => "text/html",
                    ".js" => "text/javascript",
                    ".css" => "text/css",
                    ".json" => "application/json",
                    ".wasm" => "application/wasm",
                    _ => "application/octet-stream",
                };
                await request.Response.OutputStream.WriteAsync(content);
                request.Response.Close();
            }
        }
    }
}
