package dev.mcm.gsm;

import dev.mcm.shared.service.ServiceRunner;
import dev.mcm.testkit.docs.ReferencePages;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
    @Test
    void theReferencePageIsFresh() {
        ReferencePages.verify("gsm.md", ServiceRunner.describeConfig(GsmApp.SERVICE));
    }
}
