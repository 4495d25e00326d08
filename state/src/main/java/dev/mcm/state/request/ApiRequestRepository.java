package dev.mcm.state.request;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import java.util.Optional;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.processing.HQL;

@Repository
interface ApiRequestRepository {
    StatelessSession session();

    @Insert
    void insert(ApiRequestEntity row);

    @HQL("from ApiRequestEntity where caller = :caller and requestId = :requestId")
    Optional<ApiRequestEntity> find(String caller, String requestId);
}
