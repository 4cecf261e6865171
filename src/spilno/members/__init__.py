"""Membership of councils: admission, founders, mandates of representatives, dues, exit."""
