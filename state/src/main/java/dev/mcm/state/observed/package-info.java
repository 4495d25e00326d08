/// What the planes report: rolled up in the control database, raw in the observed database. Writer:
/// GSM.
@NullMarked
package dev.mcm.state.observed;

import org.jspecify.annotations.NullMarked;
