/// What nodes report, and what is computed of it, as it is stored.
@NullMarked
package io.hotswap.persistence.stored.report;

import org.jspecify.annotations.NullMarked;
