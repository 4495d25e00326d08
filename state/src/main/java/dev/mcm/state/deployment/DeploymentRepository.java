package dev.mcm.state.deployment;

import jakarta.data.repository.Find;
import jakarta.data.repository.Insert;
import jakarta.data.repository.Repository;
import jakarta.data.repository.Update;
import java.util.Optional;
import org.hibernate.StatelessSession;

/// Single rows. Reads of many deployments are SQL: see [DeploymentRow].
@Repository
interface DeploymentRepository {
    StatelessSession session();

    @Insert
    void insert(DeploymentEntity row);

    @Update
    void update(DeploymentEntity row);

    @Find
    Optional<SpecEntity> spec(String hash);
}
