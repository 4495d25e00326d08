package dev.mcm.it.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.v1.Deployment;
import dev.mcm.atc.v1.GetPlaneRequest;
import dev.mcm.atc.v1.Plane;
import dev.mcm.it.TestStack;
import dev.mcm.local.stack.PlaneSpec;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.Waiting;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A plane with free nodes whose owner gives an organisation only some of them: what its quota
/// leaves no room for is placed elsewhere, and no pod is asked for that the plane would refuse.
@Tag("long")
final class QuotaCaseIT {
    private static final String LIMITED = "plane-1";
    private static final String SMALL = "plane-2";
    private static final String LIMIT = "requests." + PlaneNames.RESOURCE_GPU;
    private static final String NAMESPACE =
            PlaneNames.namespace(new OrganizationId(TestStack.ORGANIZATION));
    private static TestStack stack;

    @BeforeAll
    static void start() {
        stack =
                TestStack.own(
                        List.of(
                                new PlaneSpec(LIMITED, "sim", "r", Cases.machines(2, 8)),
                                new PlaneSpec(SMALL, "sim", "r", Cases.machines(1, 4))));
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void whatTheQuotaOfOnePlaneLeavesNoRoomForRunsOnAnotherAndComesWhenTheQuotaGrows()
            throws InterruptedException {
        stack.plane(LIMITED)
                .namespaces()
                .resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(NAMESPACE)
                                .endMetadata()
                                .build())
                .create();
        stack.plane(LIMITED).resource(quota(3)).create();
        Waiting.until("MCM to know the quota", TestStack.PATIENCE, () -> knownLimit() == 3);

        String id =
                stack.create("limited", Cases.oneGpu("limited:1").build(), Cases.always(8)).getId();
        Deployment most =
                stack.await(
                        "7 ready and 1 pending",
                        id,
                        d -> d.getReplicas().getReady() == 7 && d.getReplicas().getPending() == 1);
        assertThat(Cases.placed(most)).isEqualTo(Map.of(LIMITED, 3, SMALL, 4));
        assertThat(Cases.verdict(stack, id, LIMITED).getReason()).isEqualTo("QUOTA");
        assertThat(Cases.verdict(stack, id, LIMITED).getMessage())
                .isEqualTo("quota team leaves 0 of 3 whole GPUs, a replica asks for 1");
        assertThat(stack.plane(LIMITED).v1().events().inNamespace(NAMESPACE).list().getItems())
                .as("no pod was asked for that the plane refuses")
                .noneMatch(event -> event.getReason().equals("FailedCreate"));

        stack.plane(LIMITED).resource(quota(4)).update();
        stack.await("all ready", id, d -> d.getReplicas().getReady() == 8);
    }

    private static long knownLimit() {
        Plane plane =
                stack.atc()
                        .planes()
                        .getPlane(GetPlaneRequest.newBuilder().setId(LIMITED).build())
                        .getPlane();
        return plane.getQuotasList().stream()
                .flatMap(quota -> quota.getLimitsList().stream())
                .mapToLong(limit -> limit.getHard())
                .findFirst()
                .orElse(0);
    }

    private static ResourceQuota quota(int gpus) {
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("team")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of(LIMIT, new Quantity(Integer.toString(gpus))))
                .endSpec()
                .build();
    }
}
