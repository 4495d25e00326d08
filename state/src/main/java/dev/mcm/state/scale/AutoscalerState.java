package dev.mcm.state.scale;

import com.google.protobuf.ByteString;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `autoscaler_states`: checkpoint of the Autoscaler's windows of one deployment.
public record AutoscalerState(DeploymentId deploymentId, ByteString state, Instant savedAt) {
    public AutoscalerState {
        savedAt = Micros.of(savedAt);
    }
}
