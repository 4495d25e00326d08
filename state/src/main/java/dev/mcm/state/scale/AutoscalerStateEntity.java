package dev.mcm.state.scale;

import com.google.protobuf.ByteString;
import dev.mcm.shared.id.DeploymentId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "autoscaler_states")
@SuppressWarnings("NullAway.Init")
class AutoscalerStateEntity {
    @Id
    @Column(name = "deployment_id")
    private String deploymentId;

    @Column(nullable = false)
    private byte[] state;

    @Column(name = "saved_at", nullable = false)
    private Instant savedAt;

    AutoscalerStateEntity() {}

    AutoscalerState toRow() {
        return new AutoscalerState(
                new DeploymentId(deploymentId), ByteString.copyFrom(state), savedAt);
    }
}
