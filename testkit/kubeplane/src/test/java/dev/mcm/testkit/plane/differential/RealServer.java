package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcm.testkit.kube.KubeCluster;
import dev.mcm.testkit.plane.store.Trees;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The API of a real cluster, as its administrator.
final class RealServer implements AutoCloseable {

    private final HttpExchange exchange;

    RealServer(KubeCluster cluster) {
        this(cluster.apiUrl(), cluster.adminToken(), cluster.authority());
    }

    /// @param authority PEM of the certificates by which the server is trusted
    RealServer(String url, String token, String authority) {
        exchange = new HttpExchange(url, token, trusting(authority));
    }

    Exchange exchange() {
        return exchange;
    }

    /// For example `v1.36.3`.
    String version() {
        JsonNode version = Answer.parse(exchange.send(HttpCall.get("/version")).text());
        return Trees.text(version, "gitVersion");
    }

    private static SSLContext trusting(String pem) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(
                                            pem.getBytes(StandardCharsets.UTF_8)))) {
                store.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("The cluster's certificates were not read", failure);
        }
    }

    @Override
    public void close() {
        exchange.close();
    }
}
