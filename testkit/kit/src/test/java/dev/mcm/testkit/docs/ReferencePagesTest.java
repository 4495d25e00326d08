package dev.mcm.testkit.docs;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

class ReferencePagesTest {
    @Test
    @DisabledIfSystemProperty(named = "mcm.docs.write", matches = "true") // It would be written.
    void aMissingPageIsReportedWithTheWayToWriteIt() {
        assertThatIllegalStateException()
                .isThrownBy(() -> ReferencePages.verify("no-such-page.md", "text"))
                .withMessageContaining("docs/reference/no-such-page.md")
                .withMessageContaining("-Dmcm.docs.write=true");
    }
}
