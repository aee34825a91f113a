/// The approvals API, and the steps of the approval machine: two Lambda functions in one jar.
@NullMarked
package io.hotswap.approvals;

import org.jspecify.annotations.NullMarked;
