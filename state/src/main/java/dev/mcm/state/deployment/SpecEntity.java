package dev.mcm.state.deployment;

import com.google.protobuf.ByteString;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

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

    StoredSpec toRow() {
        return new StoredSpec(new SpecHash(hash), ByteString.copyFrom(body));
    }
}
