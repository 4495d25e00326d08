package dev.mcm.it;

import dev.mcm.atctl.client.AtcConnection;
import dev.mcm.local.stack.LocalStack;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.List;
import java.util.Map;

/// The MCM that tests look at from outside.
sealed interface TestTarget extends AutoCloseable permits LocalTarget, RemoteTarget {
    /// As an administrator.
    AtcConnection atc();

    /// With another token; the caller closes it.
    AtcConnection atcAs(String token);

    /// Clients of the planes' APIs that may read everything, by plane; the target closes them.
    Map<String, KubernetesClient> planes();

    List<URI> gateways();

    /// A name that no earlier run has used there.
    String unique(String name);

    /// The processes themselves: to kill them, to look into their database.
    ///
    /// @throws org.opentest4j.TestAbortedException where they are somebody else's
    LocalStack local();

    @Override
    void close();
}
