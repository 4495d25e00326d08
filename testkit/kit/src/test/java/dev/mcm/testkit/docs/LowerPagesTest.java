package dev.mcm.testkit.docs;

import dev.mcm.migrations.MigrateConfig;
import dev.mcm.shared.config.ConfigPage;
import org.junit.jupiter.api.Test;

/// The reference pages of the modules that the kit stands on. A service holds its own.
final class LowerPagesTest {
    @Test
    void thePageOfErrorsIsFresh() {
        ReferencePages.verify("errors.md", ErrorPage.markdown());
    }

    @Test
    void thePageOfMigrationsIsFresh() {
        ReferencePages.verify(
                "migrations.md", ConfigPage.markdown("migrations", MigrateConfig::read));
    }
}
