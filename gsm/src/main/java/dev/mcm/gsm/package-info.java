/// GSM: stores what all planes report, and rolls it up for those who decide.
@NullMarked
package dev.mcm.gsm;

import org.jspecify.annotations.NullMarked;
