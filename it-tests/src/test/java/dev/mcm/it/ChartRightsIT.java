package dev.mcm.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.it.charts.Charts;
import dev.mcm.it.helm.RenderedChart;
import dev.mcm.local.stack.KubeLocalPlane;
import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.kube.KubeTest;
import dev.mcm.type.v1.DeploymentSpec;
import dev.mcm.type.v1.PlacementPolicy;
import dev.mcm.type.v1.Resources;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The roles of mcm-wp against the audit logs of real API servers, both ways: after the loop has
/// gone round once, each account has made use of every right that it has, and of no other. Those of
/// workloads from before revisions are made use of only where there are any: here are none.
@KubeTest(clusters = 0)
@ExtendWith(StackExtension.class)
final class ChartRightsIT {
    private static final Set<String> OF_EARLIER_WORKLOADS =
            Set.of(
                    "create deployments",
                    "delete deployments",
                    "get deployments",
                    "patch deployments");

    private final TestStack stack;

    ChartRightsIT(TestStack stack) {
        Assumptions.assumeTrue(
                StackPlanes.chosen() == StackPlanes.KUBE, "needs -Dmcm.it.planes=kube");
        this.stack = stack;
    }

    @Test
    void eachAccountUsesEveryRightThatItHasAndNoOther() throws InterruptedException {
        goRound();
        RenderedChart chart = Charts.MCM_WP.chart().render(Charts.MCM_WP.release("minimal"));
        Set<String> atc = new TreeSet<>();
        atc.addAll(granted(chart, "ClusterRole", "mcm-wp-atc"));
        atc.addAll(granted(chart, "Role", "mcm-wp-atc-routes"));
        assertThat(atc.removeAll(OF_EARLIER_WORKLOADS)).isTrue();
        Set<String> lsm = granted(chart, "ClusterRole", "mcm-wp-lsm");
        try {
            Waiting.until(
                    "every right to be used",
                    TestStack.PATIENCE,
                    () -> used("mcm-atc").equals(atc) && used("mcm-wp-lsm").equals(lsm));
        } catch (IllegalStateException e) {
            assertThat(used("mcm-atc")).as("used by ATC").isEqualTo(atc);
            assertThat(used("mcm-wp-lsm")).as("used by LSM").isEqualTo(lsm);
        }
    }

    /// Creates, and deletes, so that there is something to apply, to fence, to route, and to
    /// remove.
    private void goRound() throws InterruptedException {
        DeploymentSpec spec =
                DeploymentSpec.newBuilder()
                        .setImage("registry.example/rights:1")
                        .setResources(
                                Resources.newBuilder()
                                        .setCpuMilli(1_000)
                                        .setMemoryMib(1_024)
                                        .setGpuCount(1)
                                        .addGpuTypes("T4"))
                        .setPlacement(PlacementPolicy.newBuilder().setMinPlanes(2))
                        .build();
        Deployment created = stack.create("rights", spec, LoopIT.scaling(2, 2));
        stack.await("2 ready replicas", created.getId(), d -> d.getReplicas().getReady() == 2);
        stack.delete(created.getId());
        Waiting.until(
                "nothing of it on any plane",
                TestStack.PATIENCE,
                () -> stack.objectsOf(created.getId()).isEmpty());
    }

    /// "verb resource" of everything that the account was allowed, on any plane. A patch that
    /// answers 201 has created, which the API server asks the right for, too.
    private Set<String> used(String account) {
        Set<String> used = new TreeSet<>();
        stack.local().planes().stream()
                .map(plane -> ((KubeLocalPlane) plane).kube().cluster().auditLog())
                .flatMap(log -> new PlaneAudit(log).entries().stream())
                .filter(entry -> entry.isBy(account) && !entry.isRefused())
                .forEach(entry -> {
                    String what = entry.resource().isEmpty() ? path(entry) : entry.resource();
                    used.add(entry.verb() + " " + what);
                    if (entry.verb().equals("patch") && entry.code() == 201) {
                        used.add("create " + what);
                    }
                });
        return used;
    }

    private static String path(PlaneAudit.Entry entry) {
        return entry.uri().replaceAll("\\?.*", "");
    }

    private static Set<String> granted(RenderedChart chart, String kind, String name) {
        Set<String> granted = new TreeSet<>();
        List<Map<String, List<String>>> rules = chart.get(kind, name).get("rules");
        for (Map<String, List<String>> rule : rules) {
            Collection<String> whats =
                    rule.containsKey("resources")
                            ? rule.get("resources")
                            : rule.get("nonResourceURLs");
            whats.forEach(
                    what -> rule.get("verbs").forEach(verb -> granted.add(verb + " " + what)));
        }
        return granted;
    }
}
