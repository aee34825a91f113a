package io.hotswap.agent.host;

import static io.hotswap.agent.socket.Wire.Nothing.NOTHING;

import io.hotswap.agent.socket.Questions;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.persistence.stored.report.StoredAcknowledgement;
import io.hotswap.persistence.stored.report.StoredLease;
import java.util.List;

/// The leases of an environment's nodes, and what this one acknowledges.
public record SocketNodes(AgentConnection agent) implements Nodes {
  @Override
  public void heartbeat(Lease lease) {
    agent.ask(Questions.HEARTBEAT, StoredLease.of(lease));
  }

  @Override
  public void leave(Lease lease) {
    agent.ask(Questions.LEAVE, StoredLease.of(lease));
  }

  @Override
  public void acknowledge(Acknowledgement acknowledgement) {
    agent.ask(Questions.ACKNOWLEDGE, StoredAcknowledgement.of(acknowledgement));
  }

  @Override
  public List<Lease> leases(Environment environment) {
    return agent.ask(Questions.LEASES, NOTHING).leases().stream()
        .map(StoredLease::toDomain)
        .toList();
  }

  @Override
  public List<Acknowledgement> acknowledgements(Environment environment, PluginId pluginId) {
    throw new UnsupportedOperationException("The control plane alone reads acknowledgements");
  }
}
