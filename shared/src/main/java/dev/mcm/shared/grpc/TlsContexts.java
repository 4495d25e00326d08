package dev.mcm.shared.grpc;

import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.time.RandomSource;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslSessionContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSessionContext;

/// TLS settings as Netty wants them.
final class TlsContexts {
    private TlsContexts() {}

    /// Clients may come without a certificate (then they need a token), but one that they show must
    /// be valid.
    static SslContext server(TlsFiles files) throws IOException {
        SslContextBuilder builder =
                GrpcSslContexts.configure(SslContextBuilder.forServer(files.identity()));
        files.authorities()
                .ifPresent(authorities ->
                        builder.trustManager(authorities).clientAuth(ClientAuth.OPTIONAL));
        SslContext context = build(builder, "of the server");
        forgetSessions(context);
        return context;
    }

    /// Has every client that connects from now on show its certificate. One that resumes an earlier
    /// session shows none: it would outlive a change of the authorities.
    static void forgetSessions(SslContext context) {
        SSLSessionContext sessions = context.sessionContext();
        if (sessions instanceof OpenSslSessionContext tickets) {
            tickets.setSessionCacheEnabled(false);
            tickets.setTicketKeys(freshTicketKey());
        } else {
            sessions.setSessionTimeout(1);
        }
    }

    private static OpenSslSessionTicketKey freshTicketKey() {
        RandomGenerator random = RandomSource.secure();
        byte[] name = new byte[OpenSslSessionTicketKey.NAME_SIZE];
        byte[] hmac = new byte[OpenSslSessionTicketKey.HMAC_KEY_SIZE];
        byte[] aes = new byte[OpenSslSessionTicketKey.AES_KEY_SIZE];
        random.nextBytes(name);
        random.nextBytes(hmac);
        random.nextBytes(aes);
        return new OpenSslSessionTicketKey(name, hmac, aes);
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
        return build(builder, tls.toString());
    }

    private static SslContext build(SslContextBuilder builder, String whose) throws IOException {
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException("TLS files cannot be used: " + whose, e);
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
