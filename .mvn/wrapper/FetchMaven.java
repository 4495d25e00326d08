import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// Downloads the Maven distribution that the wrapper's properties name, checks its SHA-512 and unpacks it, so that
/// `./mvnw` needs nothing but a JDK. Arguments: the properties file, the directory to create.
/// The directory appears in one move, so a broken download leaves nothing half-unpacked.
final class FetchMaven {
    public static void main(String[] args) throws Exception {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[0]))) {
            properties.load(in);
        }
        Path target = Path.of(args[1]).toAbsolutePath();
        byte[] zip = download(address(properties.getProperty("distributionUrl")));
        verify(zip, properties.getProperty("distributionSha512"));
        Files.createDirectories(target.getParent());
        Path staging = Files.createTempDirectory(target.getParent(), "unpack");
        unpack(zip, staging);
        try {
            Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException alreadyThere) {
            if (!Files.isDirectory(target)) {
                throw alreadyThere;
            }
        }
    }

    private static URI address(String url) {
        String mirror = System.getenv("MVNW_REPOURL");
        return URI.create(mirror == null ? url : mirror + url.substring(url.indexOf("/org/apache/maven/")));
    }

    private static byte[] download(URI address) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build()) {
            HttpResponse<byte[]> response =
                    client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException("GET " + address + " answered " + response.statusCode() + " (expected: 200)");
            }
            return response.body();
        }
    }

    private static void verify(byte[] zip, String expected) throws Exception {
        String actual = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(zip));
        if (!actual.equals(expected)) {
            throw new IOException("SHA-512 of the Maven download is " + actual + " (expected: " + expected + ")");
        }
    }

    private static void unpack(byte[] zip, Path into) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new java.io.ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                // Drops the archive's own top directory (apache-maven-x.y.z/).
                String inner = entry.getName().substring(entry.getName().indexOf('/') + 1);
                Path file = into.resolve(inner).normalize();
                if (!file.startsWith(into)) {
                    throw new IOException("archive entry " + entry.getName() + " points outside the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file);
                }
            }
        }
        into.resolve("bin/mvn").toFile().setExecutable(true, false);
    }
}
