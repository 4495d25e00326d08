/// The databases: connections, transactions, and the errors they raise. One room below per
/// aggregate.
@NullMarked
package dev.mcm.state;

import org.jspecify.annotations.NullMarked;
