package dev.mcm.gsm.core;

import static dev.mcm.gsm.core.PlaneLogScript.owned;
import static dev.mcm.gsm.core.PlaneLogScript.pod;
import static dev.mcm.gsm.core.PlaneLogScript.quota;
import static dev.mcm.type.v1.QuotaResource.QUOTA_RESOURCE_CPU;
import static dev.mcm.type.v1.QuotaResource.QUOTA_RESOURCE_GPU;
import static dev.mcm.type.v1.QuotaResource.QUOTA_RESOURCE_PODS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.Heartbeat;
import dev.mcm.event.v1.KindSummary;
import dev.mcm.event.v1.ObjectKind;
import dev.mcm.event.v1.ObservedObject;
import dev.mcm.event.v1.PodDetail;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.type.v1.QuotaLimit;
import dev.mcm.type.v1.QuotaLimits;
import dev.mcm.type.v1.QuotaResource;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

final class QuotaRollupTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

    private static QuotaLimit limit(QuotaResource resource, String quota, long hard, long used) {
        return QuotaLimit.newBuilder()
                .setResource(resource)
                .setQuota(quota)
                .setHard(hard)
                .setUsed(used)
                .build();
    }

    private static QuotaLimits acme(List<ObservedObject> quotas, ObservedObject... pods) {
        SortedMap<OrganizationId, QuotaLimits> rows = QuotaRollup.of(quotas, List.of(pods));
        assertThat(rows).containsOnlyKeys(new OrganizationId("acme"));
        return rows.get(new OrganizationId("acme"));
    }

    private static ObservedObject gpuPod(String uid, String phase) {
        return owned(
                pod(
                        uid,
                        PodDetail.newBuilder()
                                .setPhase(phase)
                                .setCpuMilli(1_000)
                                .setGpuCount(2)
                                .setGpuMilli(1_000)
                                .build()),
                "d-aaaaaaaaaa",
                1);
    }

    @Test
    void ofSeveralQuotasTheOneThatLeavesLeastCounts() {
        QuotaLimit wide = limit(QUOTA_RESOURCE_GPU, "wide", 16, 2);
        QuotaLimit tight = limit(QUOTA_RESOURCE_GPU, "tight", 8, 2);
        QuotaLimit pods = limit(QUOTA_RESOURCE_PODS, "wide", 5, 1);
        assertThat(acme(List.of(quota("mcm-acme", wide, pods), quota("mcm-acme", tight))))
                .isEqualTo(QuotaLimits.newBuilder().addLimits(pods).addLimits(tight).build());
    }

    @Test
    void aPodThatIsShownCountsBeforeTheQuotaSaysSo() {
        List<ObservedObject> quotas =
                List.of(
                        quota(
                                "mcm-acme",
                                limit(QUOTA_RESOURCE_CPU, "q", 64_000, 8_000),
                                limit(QUOTA_RESOURCE_GPU, "q", 8, 2)));
        ObservedObject foreign = gpuPod("x", "Running").toBuilder().clearManagedBy().build();
        assertThat(
                        acme(
                                quotas,
                                gpuPod("a", "Running"),
                                gpuPod("b", "Pending"),
                                gpuPod("c", "Succeeded"),
                                foreign))
                .isEqualTo(
                        QuotaLimits.newBuilder()
                                .addLimits(limit(QUOTA_RESOURCE_CPU, "q", 64_000, 8_000))
                                .addLimits(limit(QUOTA_RESOURCE_GPU, "q", 8, 4))
                                .build());
    }

    @Test
    void namespacesOfNoOrganisationAndQuotasOfNothingThatDecidesAreNoRows() {
        QuotaLimit limit = limit(QUOTA_RESOURCE_GPU, "q", 1, 0);
        assertThat(
                        QuotaRollup.of(
                                List.of(
                                        quota("default", limit),
                                        quota("mcm-system", limit),
                                        quota("mcm-acme")),
                                List.of()))
                .isEmpty();
    }

    @Test
    void whatWasReadCountsUntilEveryHeartbeatHasSaidForAWhileThatItIsNotRead() {
        QuotaSight sight = QuotaSight.UNHEARD.heard(heartbeat(false), T0);
        assertThat(sight.counts(T0.plusSeconds(29))).isTrue();
        sight = sight.heard(heartbeat(false), T0.plusSeconds(29));
        assertThat(sight.counts(T0.plusSeconds(30))).isFalse();
        assertThat(sight.heard(heartbeat(true), T0.plusSeconds(31)).counts(T0.plusSeconds(99)))
                .isTrue();
        assertThat(
                        QuotaSight.UNHEARD
                                .heard(Heartbeat.getDefaultInstance(), T0)
                                .counts(T0.plusSeconds(30)))
                .as("an LSM that knows no quotas")
                .isFalse();
    }

    private static Heartbeat heartbeat(boolean synced) {
        return Heartbeat.newBuilder()
                .addKinds(
                        KindSummary.newBuilder()
                                .setKind(ObjectKind.OBJECT_KIND_RESOURCEQUOTA)
                                .setSynced(synced))
                .build();
    }
}
