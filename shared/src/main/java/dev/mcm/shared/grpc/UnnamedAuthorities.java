package dev.mcm.shared.grpc;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts what another does, and does not tell clients whose certificates it wants.
///
/// OpenSSL copies those names once, when its context is made. A client that finds the authority of
/// its certificate not among them sends none, so that after a change of authorities the new clients
/// would come as nobody.
final class UnnamedAuthorities extends X509ExtendedTrustManager {
    private static final X509Certificate[] NONE = {};

    private final X509ExtendedTrustManager trust;

    UnnamedAuthorities(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return NONE.clone();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind)
            throws CertificateException {
        trust.checkClientTrusted(chain, kind);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket)
            throws CertificateException {
        trust.checkClientTrusted(chain, kind, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
            throws CertificateException {
        trust.checkClientTrusted(chain, kind, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind)
            throws CertificateException {
        trust.checkServerTrusted(chain, kind);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket)
            throws CertificateException {
        trust.checkServerTrusted(chain, kind, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine)
            throws CertificateException {
        trust.checkServerTrusted(chain, kind, engine);
    }
}
