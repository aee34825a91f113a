/// Step Functions' executions and task tokens, and the queue of anomalies.
@NullMarked
package io.hotswap.persistence.workflow;

import org.jspecify.annotations.NullMarked;
