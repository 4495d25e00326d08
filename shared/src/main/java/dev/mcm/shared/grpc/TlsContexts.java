package dev.mcm.shared.grpc;

import dev.mcm.shared.time.RandomSource;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslSessionContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
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
        SslContext context = build(builder);
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

    private static SslContext build(SslContextBuilder builder) throws IOException {
        try {
            return builder.build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new IOException("TLS files cannot be used: of the server", e);
        }
    }
}
