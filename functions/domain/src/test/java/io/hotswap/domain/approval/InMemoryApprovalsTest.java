package io.hotswap.domain.approval;

import java.util.ArrayList;
import java.util.HashMap;

class InMemoryApprovalsTest extends ApprovalsContract {
  private final Approvals approvals =
      new InMemoryApprovals(new HashMap<>(), new ArrayList<>(), new ArrayList<>());

  @Override
  protected Approvals approvals() {
    return approvals;
  }
}
