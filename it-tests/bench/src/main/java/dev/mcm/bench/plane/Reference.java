package dev.mcm.bench.plane;

import dev.mcm.testkit.kube.KubeCluster;
import dev.mcm.testkit.kube.KubeOptions;
import dev.mcm.testkit.kube.KubeTools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/// The real API server with its etcd: what the simulated plane is compared with.
final class Reference implements AutoCloseable {

    private final KubeCluster cluster;
    private final ApiTarget target;

    private Reference(KubeCluster cluster, ApiTarget target) {
        this.cluster = cluster;
        this.target = target;
    }

    /// Empty where its programs are not on this machine.
    static Optional<Reference> start() throws GeneralSecurityException, IOException {
        if (KubeTools.find().isEmpty()) {
            return Optional.empty();
        }
        KubeCluster cluster = KubeCluster.start(KubeOptions.apiServerOnly("reference"));
        ApiTarget target =
                new ApiTarget(
                        "kube-apiserver",
                        URI.create(cluster.apiUrl()),
                        cluster.adminToken(),
                        trusting(cluster.authority()));
        return Optional.of(new Reference(cluster, target));
    }

    private static SSLSocketFactory trusting(String pem)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        byte[] bytes = pem.getBytes(StandardCharsets.US_ASCII);
        int number = 0;
        for (Certificate certificate :
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(bytes))) {
            trusted.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    ApiTarget target() {
        return target;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
