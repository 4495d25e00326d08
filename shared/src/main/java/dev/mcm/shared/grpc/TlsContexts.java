package dev.mcm.shared.grpc;

import dev.mcm.shared.config.TlsConfig;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/// TLS settings as Netty wants them.
final class TlsContexts {
    private TlsContexts() {}

    /// Clients may come without a certificate (then they need a token), but one that they show must
    /// be valid.
    static SslContext server(TlsConfig tls) throws IOException {
        SslContextBuilder builder =
                GrpcSslContexts.forServer(
                        file(tls.certificate().orElseThrow()), file(tls.key().orElseThrow()));
        if (tls.trusted().isPresent()) {
            builder.trustManager(file(tls.trusted().get())).clientAuth(ClientAuth.OPTIONAL);
        }
        return build(builder, tls);
    }

    static SslContext client(TlsConfig tls) throws IOException {
        SslContextBuilder builder = GrpcSslContexts.forClient();
        if (tls.trusted().isPresent()) {
            builder.trustManager(file(tls.trusted().get()));
        }
        if (tls.hasIdentity()) {
            builder.keyManager(
                    file(tls.certificate().orElseThrow()), file(tls.key().orElseThrow()));
        }
        return build(builder, tls);
    }

    private static SslContext build(SslContextBuilder builder, TlsConfig tls) throws IOException {
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException("TLS files cannot be used: " + tls, e);
        }
    }

    private static File file(Path path) throws IOException {
        File file = path.toFile();
        if (!file.canRead()) {
            throw new IOException("TLS file: '" + path + "' (expected: a readable file)");
        }
        return file;
    }
}
