/// How an approval is asked for, given, refused, withdrawn and ended.
@NullMarked
package io.hotswap.domain.approval.decision;

import org.jspecify.annotations.NullMarked;
