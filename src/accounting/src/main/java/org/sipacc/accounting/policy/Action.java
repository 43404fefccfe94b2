package org.sipacc.accounting.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.sipacc.accounting.AccountingRequest;
import org.sipacc.accounting.configuration.Place;
import org.sipacc.accounting.dialog.DialogFlags;
import org.sipacc.accounting.variable.Template;
import org.sipacc.accounting.variable.Variable;

/** One thing a rule does. */
sealed interface Action {
  /** Where it is written. */
  Place place();

  /** Its name in the policy. */
  String word();

  /** The hooks in which it may stand. */
  default Set<Hook> hooks() {
    return EnumSet.allOf(Hook.class);
  }

  record DoAccounting(Place place, AccountingRequest request) implements Action {
    @Override
    public String word() {
      return PolicyWords.DO_ACCOUNTING;
    }

    @Override
    public Set<Hook> hooks() {
      return EnumSet.of(Hook.REQUEST, Hook.BRANCH, Hook.FAILURE);
    }
  }

  record DropAccounting(Place place, AccountingRequest request) implements Action {
    @Override
    public String word() {
      return PolicyWords.DROP_ACCOUNTING;
    }

    @Override
    public Set<Hook> hooks() {
      return EnumSet.of(Hook.REQUEST, Hook.BRANCH, Hook.FAILURE);
    }
  }

  record CreateDialog(Place place, DialogFlags flags) implements Action {
    @Override
    public String word() {
      return PolicyWords.CREATE_DIALOG;
    }

    @Override
    public Set<Hook> hooks() {
      return EnumSet.of(Hook.REQUEST);
    }
  }

  record SetVariable(Place place, Variable target, Template value) implements Action {
    @Override
    public String word() {
      return PolicyWords.SET;
    }
  }

  record RelayTo(Place place, List<Template> targets, Relay.Mode mode) implements Action {
    public RelayTo {
      targets = List.copyOf(targets);
    }

    @Override
    public String word() {
      return PolicyWords.RELAY;
    }

    @Override
    public Set<Hook> hooks() {
      return EnumSet.of(Hook.REQUEST, Hook.FAILURE);
    }
  }

  record Reply(Place place, int code, Template reason) implements Action {
    @Override
    public String word() {
      return PolicyWords.REPLY;
    }

    @Override
    public Set<Hook> hooks() {
      return EnumSet.of(Hook.REQUEST, Hook.FAILURE);
    }
  }

  record Stop(Place place) implements Action {
    @Override
    public String word() {
      return PolicyWords.STOP;
    }
  }

  record EnterList(Place place, String list) implements Action {
    @Override
    public String word() {
      return PolicyWords.RUN;
    }
  }

  record Nested(Place place, Rule rule) implements Action {
    @Override
    public String word() {
      return PolicyWords.DO;
    }
  }
}
