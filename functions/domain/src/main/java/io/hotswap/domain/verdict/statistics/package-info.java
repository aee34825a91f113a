/// The statistics that verdicts are computed with.
@NullMarked
package io.hotswap.domain.verdict.statistics;

import org.jspecify.annotations.NullMarked;
