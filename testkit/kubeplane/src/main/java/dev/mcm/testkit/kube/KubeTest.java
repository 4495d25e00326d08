package dev.mcm.testkit.kube;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Tests that need real Kubernetes API servers. They run with `-Pkube` where `make kube-tools` has
/// been run, and are reported as skipped, each by name and with the reason, everywhere else.
///
/// A parameter of type [KubeCluster] gets the first cluster, one of type `KubeCluster[]` all of
/// them. Classes that ask for the same clusters share them over the whole run: use names of your
/// own. `@BeforeAll` is called even where all tests are skipped, so leave it out.
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(KubeExtension.class)
public @interface KubeTest {
    /// How many clusters, 0 to 3. With 0 the tests start what they need themselves.
    int clusters() default 1;

    /// Whether kube-controller-manager runs, see [KubeOptions#controllers].
    boolean controllers() default false;

    /// Whether KWOK plays two machines, `gpu-1` with eight T4 and `cpu-1` without; they bring the
    /// controllers along.
    boolean nodes() default false;

    /// See [KubeOptions#watchCache].
    boolean watchCache() default true;

    /// The clusters are the class's own: no other class leaves anything there.
    boolean own() default false;
}
