package dev.mcm.state.deployment;

import com.google.protobuf.ByteString;
import dev.mcm.shared.hash.Sha256;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

@Entity
@Table(name = "deployment_specs")
@SuppressWarnings("NullAway.Init")
class SpecEntity {
    @Id private String hash;

    @Column(nullable = false)
    private byte[] body;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    SpecEntity() {}

    /// Empty when the body is not what the hash says.
    Optional<StoredSpec> intact() {
        return Sha256.hex(body).equals(hash) ? Optional.of(toRow()) : Optional.empty();
    }

    StoredSpec toRow() {
        return new StoredSpec(new SpecHash(hash), ByteString.copyFrom(body));
    }
}
