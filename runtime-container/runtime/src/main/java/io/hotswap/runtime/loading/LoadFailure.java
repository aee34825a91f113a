package io.hotswap.runtime.loading;

import io.hotswap.runtime.loading.PluginThread.PluginFault;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.plugin.ThrowableText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a version cannot serve, in one sentence for operators.
public final class LoadFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean passing;

  private LoadFailure(String message, boolean passing, @Nullable Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  static LoadFailure lasting(String message, Throwable cause) {
    return new LoadFailure(message, false, cause);
  }

  static LoadFailure passing(String message, Throwable cause) {
    return new LoadFailure(message, true, cause);
  }

  /// The stack may trust others later.
  static LoadFailure refused(String message) {
    return new LoadFailure(message, true, null);
  }

  /// Whether a retry may succeed, for example because the store was unreachable.
  public boolean isPassing() {
    return passing;
  }

  /// What the plugin threw, if that is the reason.
  public Optional<ThrowableText> thrown() {
    return getCause() instanceof PluginFault fault ? fault.thrown() : Optional.empty();
  }

  /// The sentence itself.
  public String sentence() {
    return PluginText.SENTENCE.of(getMessage());
  }
}
