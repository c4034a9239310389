namespace GenderSample;

/// <summary>Something that the user can put right; its message goes to the terminal as it is, without a stack trace.</summary>
internal sealed class UserError : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">One line that says where and what was expected.</param>
    public UserError(string message)
        : base(message)
    {
    }
}
