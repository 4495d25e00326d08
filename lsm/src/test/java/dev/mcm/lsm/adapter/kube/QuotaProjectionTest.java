package dev.mcm.lsm.adapter.kube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.type.v1.QuotaLimit;
import dev.mcm.type.v1.QuotaResource;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuotaProjectionTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final QuotaProjection PROJECTION = new QuotaProjection();

    private static ResourceQuota quota(String namespace, String spec, String status) {
        return YAML.unmarshal(
                """
                apiVersion: v1
                kind: ResourceQuota
                metadata: {name: team, namespace: %s, uid: u}
                spec: %s
                status: %s
                """
                        .formatted(namespace, spec, status),
                ResourceQuota.class);
    }

    private static QuotaLimit limit(QuotaResource resource, long hard, long used) {
        return QuotaLimit.newBuilder()
                .setResource(resource)
                .setQuota("team")
                .setHard(hard)
                .setUsed(used)
                .build();
    }

    @Test
    void itKeepsWhatLimitsMcmsPodsAndRoundsAgainstTheAsker() {
        ResourceQuota quota =
                quota(
                        "mcm-acme",
                        "{hard: {requests.cpu: '10500u', limits.cpu: 4, memory: 2047Ki, pods: 12,"
                                + " requests.nvidia.com/gpu: 8, requests.mcm.dev/gpu-milli: 4k,"
                                + " count/services: 3, requests.storage: 1Ti}}",
                        "{hard: {}, used: {requests.cpu: '2500u', memory: 1025Ki, pods: 5}}");
        assertThat(PROJECTION.keeps(quota)).isTrue();
        assertThat(PROJECTION.of(quota).getQuota().getLimitsList())
                .containsExactlyInAnyOrder(
                        limit(QuotaResource.QUOTA_RESOURCE_CPU, 10, 3),
                        limit(QuotaResource.QUOTA_RESOURCE_MEMORY, 1, 2),
                        limit(QuotaResource.QUOTA_RESOURCE_PODS, 12, 5),
                        limit(QuotaResource.QUOTA_RESOURCE_GPU, 8, 0),
                        limit(QuotaResource.QUOTA_RESOURCE_GPU_MILLI, 4_000, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{hard: {pods: 1}, scopes: [Terminating]}",
                "{hard: {pods: 1}, scopes: [NotTerminating, BestEffort]}",
                "{hard: {pods: 1}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass,"
                        + " operator: In, values: [batch]}]}}",
                "{hard: {pods: 1}, scopeSelector: {matchExpressions: [{scopeName: Terminating,"
                        + " operator: Exists}]}}"
            })
    void aQuotaWhoseScopesLeaveMcmsPodsOutIsNotKept(String spec) {
        assertThat(PROJECTION.keeps(quota("mcm-acme", spec, "{}"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{hard: {pods: 1}, scopes: [NotTerminating, NotBestEffort]}",
                "{hard: {pods: 1}, scopeSelector: {matchExpressions: [{scopeName: PriorityClass,"
                        + " operator: NotIn, values: [batch]}]}}"
            })
    void aQuotaWhoseScopesTakeThemInIs(String spec) {
        assertThat(PROJECTION.keeps(quota("mcm-acme", spec, "{}"))).isTrue();
    }

    @Test
    void namespacesOfNoOrganisationAreNoneOfItsBusiness() {
        assertThat(PROJECTION.keeps(quota("default", "{hard: {pods: 1}}", "{}"))).isFalse();
        assertThat(PROJECTION.keeps(quota("mcm-system", "{hard: {pods: 1}}", "{}"))).isFalse();
    }
}
