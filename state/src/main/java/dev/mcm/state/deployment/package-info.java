/// Deployments and their specs by content. Writer: ATC.
@NullMarked
package dev.mcm.state.deployment;

import org.jspecify.annotations.NullMarked;
