package dev.mcm.testkit.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.testkit.helm.HelmChart;
import dev.mcm.testkit.helm.HelmRelease;
import dev.mcm.testkit.plane.store.Trees;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The chart mcm-wp on a simulated plane: its roles decide, its policies refuse.
class WorkloadPlaneChartIT {

    private static final String NAMESPACE = "mcm-acme";
    private static final String SERVICES = "/api/v1/namespaces/" + NAMESPACE + "/services";
    private static final String FENCE = "/api/v1/namespaces/" + NAMESPACE + "/configmaps/mcm-fence";

    private final SimulatedPlane plane =
            SimulatedPlane.start(
                    PlaneOptions.of("aws-1")
                            .withToken("admin")
                            .withAccess(PlaneAccess.OPEN.withRbac()));
    private final PlaneHttp admin = PlaneHttp.to(plane);
    private PlaneHttp atc = admin;

    @BeforeEach
    void install() {
        HelmRelease release =
                new HelmRelease(
                        "mcm-wp",
                        "mcm-system",
                        Map.of(
                                "planeId", "aws-1",
                                "kafka", Map.of("bootstrapServers", "kafka.example:9092"),
                                "gateway", Map.of("metricsUrl", "http://gateway:9090/metrics")));
        PatchContext apply =
                new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("helm")
                        .withForce(true)
                        .build();
        try (KubernetesClient client = Fixtures.client(plane)) {
            for (GenericKubernetesResource object :
                    new HelmChart(Path.of("../helm/charts/mcm-wp")).render(release).objects()) {
                client.resource(object).patch(apply);
            }
        }
        PlaneHttp.Reply token =
                admin.post(
                        "/api/v1/namespaces/mcm-system/serviceaccounts/mcm-atc/token",
                        "{'spec':{}}");
        atc = admin.as(Trees.text(token.body(), "status", "token"));
        PlaneHttp.Reply namespace =
                atc.apply(
                        "/api/v1/namespaces/" + NAMESPACE,
                        "mcm-atc",
                        "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'mcm-acme','labels':"
                            + "{'mcm.dev/managed':'true','mcm.dev/organization':'acme'}}}");
        assertThat(namespace.code()).as(namespace.raw().body()).isEqualTo(201);
    }

    @AfterEach
    void close() {
        plane.close();
    }

    private PlaneHttp.Reply push(PlaneHttp who, String version) {
        return who.apply(
                SERVICES + "/s?force=true",
                "mcm-atc",
                "{'apiVersion':'v1','kind':'Service','metadata':{'name':'s','labels':{'mcm.dev/managed':'true'},"
                    + "'annotations':{'mcm.dev/version':'"
                        + version
                        + "'}},'spec':{'ports':[{'port':80}]}}");
    }

    @Test
    void aPushThatComesTooLateIsRefused() {
        assertThat(push(atc, "7").code()).isEqualTo(201);
        assertThat(push(atc, "8").code()).isEqualTo(200);
        PlaneHttp.Reply late = push(atc, "7");
        assertThat(late.code()).isEqualTo(403);
        assertThat(late.message())
                .isEqualTo(
                        "services \"s\" is forbidden: ValidatingAdmissionPolicy"
                                + " 'mcm-wp-push-fence' with binding 'mcm-wp-push-fence' denied"
                                + " request: mcm.dev/version 7 is older than 8, which is on the"
                                + " plane (expected: at least that)");
        assertThat(push(admin, "7").code()).isEqualTo(403);
        assertThat(push(atc, "10").code()).isEqualTo(200);
    }

    @Test
    void theFenceOnlyGrowsAndGoesWithItsNamespaceOnly() {
        String fence =
                "{'metadata':{'name':'mcm-fence','labels':{'mcm.dev/managed':'true'}},'data':{'d-1':'%s'}}";
        String maps = "/api/v1/namespaces/" + NAMESPACE + "/configmaps";
        assertThat(atc.post(maps, fence.formatted(5)).code()).isEqualTo(201);
        assertThat(atc.put(FENCE, fence.formatted(6)).code()).isEqualTo(200);
        assertThat(atc.put(FENCE, fence.formatted(4)).code()).isEqualTo(403);
        assertThat(admin.delete(FENCE, "").message())
                .contains("the fence goes only with its namespace");
        assertThat(admin.get(FENCE).code()).isEqualTo(200);
    }

    @Test
    void atcMayWriteOnlyWhatIsMcms() {
        assertThat(atc.get("/api/v1/pods").code()).isEqualTo(403);
        assertThat(
                        atc.post(
                                        "/api/v1/namespaces/default/services",
                                        "{'metadata':{'name':'x','labels':{'mcm.dev/managed':'true'}},'spec':{'ports':[{'port':80}]}}")
                                .message())
                .contains("ATC writes only there where MCM's objects are");
        assertThat(
                        atc.post(
                                        SERVICES,
                                        "{'metadata':{'name':'x'},'spec':{'ports':[{'port':80}]}}")
                                .message())
                .contains("ATC writes only MCM's own objects");
        assertThat(
                        admin.post(
                                        SERVICES,
                                        "{'metadata':{'name':'x'},'spec':{'ports':[{'port':80}]}}")
                                .code())
                .isEqualTo(201);
    }
}
