package dev.mcm.shared.plane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlPlaneTaintsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "node-role.kubernetes.io/control-plane:NoSchedule",
                "node-role.kubernetes.io/control-plane=:NoSchedule",
                "node-role.kubernetes.io/master=true:NoExecute",
                "node-role.kubernetes.io/controlplane=true:NoSchedule",
                "node-role.kubernetes.io/etcd:NoExecute",
                ":NoSchedule",
                "=x:NoSchedule",
                ""
            })
    void tolerationsOfControlPlaneNodesAreKnown(String toleration) {
        assertThat(ControlPlaneTaints.areToleratedBy(toleration)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nvidia.com/gpu:NoSchedule",
                "pool=gpu:NoExecute",
                "node-role.kubernetes.io/gpu:NoSchedule",
                "role=node-role.kubernetes.io/control-plane:NoSchedule"
            })
    void othersAreFree(String toleration) {
        assertThat(ControlPlaneTaints.areToleratedBy(toleration)).isFalse();
        assertThat(ControlPlaneTaints.without(List.of(toleration))).containsExactly(toleration);
    }
}
