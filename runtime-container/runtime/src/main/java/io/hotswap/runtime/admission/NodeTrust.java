package io.hotswap.runtime.admission;

import io.hotswap.domain.trust.IsolationLevel;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustFeed;
import io.hotswap.runtime.controlplane.Reachability;
import io.hotswap.runtime.disk.TrustFile;
import io.hotswap.runtime.plugin.PluginRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whom the stack trusts, as this node last read it; kept on disk.
public final class NodeTrust {
  private static final Logger LOG = LoggerFactory.getLogger(NodeTrust.class);
  private static final long NONE = -1;

  private final TrustFeed feed;
  private final TrustFile file;
  private final Reachability reachability;
  private volatile Optional<TrustDocument> document = Optional.empty();
  private long seenChanges = NONE;

  public NodeTrust(TrustFeed feed, TrustFile file, Reachability reachability) {
    this.feed = feed;
    this.file = file;
    this.reachability = reachability;
  }

  /// Before the control plane is asked.
  public void restore() {
    document = file.find();
  }

  /// Empty until it was read for the first time in this node's life.
  Optional<TrustDocument> current() {
    return document;
  }

  /// Where the environment's policy has a plugin run; empty where nobody has decided, or nothing
  /// was ever read.
  public Optional<IsolationLevel> isolation(PluginRef ref) {
    return document.flatMap(it -> it.isolation(ref.environment(), ref.pluginName()));
  }

  /// Reads the trust anew if anything has changed in the environment since it was read last. What
  /// cannot be read is read at the next poll; until then the last document holds.
  ///
  /// @param changes the environment's change counter
  public void follow(long changes) {
    if (changes == seenChanges) {
      return;
    }
    try {
      feed.otherThan(document.map(TrustDocument::generation).orElse(NONE)).ifPresent(this::accept);
      seenChanges = changes;
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
  }

  private void accept(TrustDocument next) {
    try {
      file.save(next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    document = Optional.of(next);
    LOG.info("Trusts by generation {}", next.generation());
  }
}
