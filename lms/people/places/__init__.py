"""What happens to people when places change: nobody is left behind, and every act is told in the audit trail."""
