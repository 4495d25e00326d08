package dev.mcm.shared.grpc;

import dev.mcm.shared.config.TlsConfig;
import dev.mcm.shared.loop.LoopTiming;
import dev.mcm.shared.loop.WakeableLoop;
import dev.mcm.shared.time.TimeSource;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// TLS of a server, and the loop that reads its files again once a second. A loop that fails is
/// logged once and counted like any other (`mcm.loop.failures`).
final class ServerTls {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(1);

    private final TlsConfig config;
    private final TimeSource time;
    private final MeterRegistry meters;
    private volatile @Nullable TlsFiles files;
    private @Nullable WakeableLoop loop;

    ServerTls(TlsConfig config, TimeSource time, MeterRegistry meters) {
        this.config = config;
        this.time = time;
        this.meters = meters;
        Gauge.builder("mcm.grpc.server.certificate.expiry", this, ServerTls::expirySeconds)
                .description(
                        "When the certificate that the API serves expires, since 1970; NaN in plain"
                                + " text")
                .baseUnit("seconds")
                .strongReference(true)
                .register(meters);
    }

    /// Reads the files.
    SslContext open() throws IOException {
        TlsFiles read = TlsFiles.read(config);
        SslContext context = TlsContexts.server(read);
        files = read;
        loop =
                new WakeableLoop(
                        "grpc-tls-files",
                        LoopTiming.every(CHECK_EVERY),
                        () -> reload(read, context),
                        time,
                        meters);
        return context;
    }

    /// Watches the files, if there are any, until [#stop].
    void watch() {
        if (loop != null) {
            loop.start();
        }
    }

    private static void reload(TlsFiles files, SslContext context) throws IOException {
        int before = files.authorityChanges();
        try {
            files.reload();
        } finally {
            if (files.authorityChanges() != before) {
                TlsContexts.forgetSessions(context);
            }
        }
    }

    void stop() throws InterruptedException {
        if (loop != null) {
            loop.stop();
        }
    }

    private double expirySeconds() {
        TlsFiles read = files;
        return read == null ? Double.NaN : read.expiry().getEpochSecond();
    }
}
