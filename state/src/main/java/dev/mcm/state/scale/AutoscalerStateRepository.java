package dev.mcm.state.scale;

import jakarta.data.repository.Repository;
import java.util.List;
import org.hibernate.StatelessSession;
import org.hibernate.annotations.processing.HQL;

@Repository
interface AutoscalerStateRepository {
    StatelessSession session();

    @HQL("from AutoscalerStateEntity order by deploymentId")
    List<AutoscalerStateEntity> all();
}
