package dev.mcm.state.request;

import com.google.protobuf.ByteString;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "api_requests")
@IdClass(ApiRequestEntity.Key.class)
@SuppressWarnings("NullAway.Init")
class ApiRequestEntity {
    record Key(String caller, String requestId) {}

    @Id private String caller;

    @Id
    @Column(name = "request_id")
    private String requestId;

    @Column(nullable = false)
    private String method;

    @Column(name = "request_hash", nullable = false)
    private String requestHash;

    @Column(nullable = false)
    private byte[] response;

    @Column(name = "created_at", nullable = false)
    private Instant createdAt;

    ApiRequestEntity() {}

    ApiRequestEntity(ApiRequest row) {
        this.caller = row.key().caller();
        this.requestId = row.key().requestId();
        this.method = row.method();
        this.requestHash = row.requestHash();
        this.response = row.response().toByteArray();
        this.createdAt = row.createdAt();
    }

    ApiRequest toRow() {
        return new ApiRequest(
                new ApiRequest.Key(caller, requestId),
                method,
                requestHash,
                ByteString.copyFrom(response),
                createdAt);
    }
}
