package io.hotswap.agent.host;

import io.hotswap.agent.socket.Question;
import io.hotswap.agent.socket.Questions;
import io.hotswap.agent.socket.Wire;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.plugin.Binaries;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// What the agent has downloaded: files that a host can read, and default configurations.
public record SocketBinaries(AgentConnection agent) implements Binaries, DefaultConfigurations {
  @Override
  public void fetch(Digest digest, Path into) {
    copy(Questions.BINARY, digest, into);
  }

  @Override
  public void fetchLibrary(Digest digest, Path into) {
    copy(Questions.LIBRARY, digest, into);
  }

  private void copy(Question<Wire.Digested, Wire.Text> question, Digest digest, Path into) {
    var file = agent.ask(question, new Wire.Digested(digest)).text().orElseThrow();
    try {
      Files.copy(Path.of(file), into, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The agent's file of " + digest + " cannot be copied", e);
    }
  }

  @Override
  public Optional<String> find(Environment environment, PluginId pluginId, ReleaseKey release) {
    return agent
        .ask(Questions.DEFAULT_CONFIGURATION, new Wire.Release(pluginId, release.text()))
        .text();
  }

  @Override
  public void store(Digest digest, Path file) {
    throw new UnsupportedOperationException("The control plane alone stores binaries");
  }

  @Override
  public void delete(Digest digest) {
    throw new UnsupportedOperationException("The control plane alone deletes binaries");
  }

  @Override
  public void store(Environment environment, PluginId pluginId, String configuration) {
    throw new UnsupportedOperationException("The control plane alone stores configurations");
  }
}
